import type { Machine } from 'altostratus';
import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

type Part = Exclude<Parameters<Machine['host']['add']>[0], () => unknown>;

const SUM = 'a'.repeat(64);
const download = { url: 'https://example.com/tool', sha256: SUM, path: '/usr/local/bin/tool' };
const unit = { name: 'app.service', content: '[Service]\nExecStart=/bin/true\n' };

function withPart(part: Part) {
  const { platform: root, cluster: made } = healthy();
  made.controlPlane[0]?.host.add(part);
  return found(root, 'host-part');
}

describe('host-part', () => {
  it.each<[string, Part, string, string]>([
    [
      'a relative path',
      { files: [{ path: 'etc/app.conf', content: '' }] },
      'The file "etc/app.conf" of host "dc1/control-plane-1" is not at an absolute path.',
      'from "/" on',
    ],
    [
      'a path that leaves its folder',
      { files: [{ path: '/etc/../shadow', content: '' }] },
      'The file "/etc/../shadow" of host',
      '".."',
    ],
    ['a path that is a folder', { files: [{ path: '/etc/app/', content: '' }] }, '"/etc/app/"', 'whole path'],
    [
      'a mode that is none',
      { files: [{ path: '/etc/x', content: '', mode: '9999' }] },
      'The file "/etc/x" of host "dc1/control-plane-1" has the mode "9999".',
      'octal digits',
    ],
    [
      'a file where a folder has to be',
      {
        files: [
          { path: '/opt/app', content: '' },
          { path: '/opt/app/x', content: '' },
        ],
      },
      'cannot be, for "/opt/app" is a file and not a folder.',
      'another path',
    ],
    ['a package that is an option', { packages: ['-x'] }, 'The package "-x" of host', 'beginning with a letter'],
    ['a package that apt would remove', { packages: ['nano-'] }, 'The package "nano-" of host', 'letters, digits'],
    [
      'a version that is none',
      { packages: ['nano'], packageVersions: { nano: '7 *' } },
      'The version "7 *" of package "nano" of host',
      '"1.36.3-*"',
    ],
    [
      'a download from the host itself',
      { downloads: [{ ...download, url: 'file:///etc/shadow' }] },
      'The download "/usr/local/bin/tool" of host "dc1/control-plane-1" comes from "file:///etc/shadow".',
      'Use "https://" or "http://"',
    ],
    [
      'a checksum that is none',
      { downloads: [{ ...download, sha256: 'zz' }] },
      'has the SHA-256 "zz".',
      '64 hexadecimal digits',
    ],
    [
      'a member outside of its archive',
      { downloads: [{ ...download, from: ['../../etc/shadow'] }] },
      'is "../../etc/shadow" of its archive',
      '`tar -tzf`',
    ],
    [
      'a boolean of SELinux that none can be',
      { selinux: [{ kind: 'boolean', name: '-P x' }] },
      'The boolean "-P x" of SELinux of host',
      'letters, digits',
    ],
    ['a masked unit that is none', { masked: ['firewalld'] }, 'The unit "firewalld" of host', 'kind of unit'],
    ['a module with blanks', { modules: ['a b'] }, 'The kernel module "a b" of host', 'as `lsmod` says it'],
    [
      'a pattern of kernel settings',
      { sysctls: { 'net.ipv4.conf.*.rp_filter': '1' } },
      'The kernel setting "net.ipv4.conf.*.rp_filter" of host',
      'no patterns',
    ],
    ['a setting of two lines', { sysctls: { 'vm.x': '1\n2' } }, 'of the kernel setting "vm.x" of host', 'one line'],
    [
      'a unit outside of its folder',
      { units: [{ ...unit, name: '../x.service' }] },
      'The unit "../x.service" of host "dc1/control-plane-1" is not the name of a unit.',
      '"app.service"',
    ],
    [
      'a drop-in outside of its folder',
      { units: [{ ...unit, name: 'app.service.d/../../x.conf' }] },
      'The unit "app.service.d/../../x.conf" of host',
      'app.service',
    ],
    ['a service that is none', { services: ['haproxy'] }, 'The unit "haproxy" of host', 'the kind of unit at its end'],
    [
      'an alias of no address',
      { aliases: [{ address: '10.0.0', name: 'mirror' }] },
      'The address "10.0.0" of the name "mirror" of host',
      'e.g. "10.10.0.10"',
    ],
    [
      'an alias that is no name',
      { aliases: [{ address: '10.0.0.1', name: 'a b' }] },
      'The name "a b" of 10.0.0.1 of host',
      'labels',
    ],
    [
      'an authority that is none',
      { trust: [{ name: 'own', certificate: 'x' }] },
      'The authority "own" of host "dc1/control-plane-1" is not one certificate.',
      'PEM',
    ],
    ['a user that is none', { users: [{ name: 'A B', keys: [] }] }, '"A B" is not the name of a user', 'lower case'],
    ['a repository without a key', { repositories: [{ name: 'own', key: '' }] }, 'repository "own"', 'public key'],
  ])('finds %s', (_, part, message, remedy) => {
    const [first] = withPart(part);
    expect(first).toMatchObject({
      severity: 'error',
      path: 'dc1/control-plane-1',
      message: expect.stringContaining(message) as string,
      remedy: expect.stringContaining(remedy) as string,
    });
  });

  it('finds what many hosts get once', () => {
    const { platform: root, pool } = healthy();
    (pool as unknown as { addToHosts: (part: Part) => void }).addToHosts({ modules: ['a b'] });
    expect(found(root, 'host-part')).toMatchObject([
      {
        path: 'dc1/worker-1',
        message: 'The kernel module "a b" of host "dc1/worker-1" and 2 more is not the name of a module.',
        related: [{ path: 'dc1/worker-2' }, { path: 'dc1/worker-3' }],
      },
    ]);
  });

  it('is content with what hosts can have, and with names that are judged elsewhere', () => {
    const files = [{ path: '/etc/a b/ü.conf', content: '', mode: '640', readBy: ['app.service'] }];
    expect(
      withPart({
        files,
        downloads: [download, { ...download, path: '/opt/cni', from: ['./bin/x', 'bin/y'] }],
        packages: ['g++', 'libc6:i386', 'kernel-ml', 'python3.11'],
        packageVersions: { nano: '1:7.2+deb12u1~bpo-1*' },
        modules: ['br_netfilter', '8021q'],
        sysctls: { '-net.ipv4.conf.eth0/100.rp_filter': '1', 'net.ipv4.tcp_rmem': '4096\t131072 6291456' },
        units: [
          unit,
          { ...unit, name: 'app@.service', enable: false },
          { ...unit, name: 'app.service.d/10-own.conf', mode: '0600' },
        ],
        services: ['haproxy.service', 'fstrim.timer'],
        aliases: [{ address: '10.0.0.1', name: 'mirror.example.com' }],
      }),
    ).toEqual([]);
    const root = platform();
    cluster(site(root, HEALTHY, '10.10.0.0/16', 'DC 1'));
    expect(found(root, 'host-part')).toEqual([]);
  });
});
