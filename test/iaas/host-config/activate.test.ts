import * as fs from 'node:fs';
import { ACTIVATE, AWAIT_SECRETS } from '../../../lib/iaas/host-config/activate';
import type { HostSpec } from '../../../lib/iaas/host-config/model';
import { renderScript } from '../../../lib/iaas/host-config/script';
import { Sandbox } from './sandbox';
import { EMPTY, FULL } from './specs';

// Bash and its programs are real here, and machines of builds are busy.
jest.setTimeout(60_000);

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

const run = (spec: HostSpec) => sandbox.run(renderScript(spec));
const unitCalls = (calls: readonly string[]) => calls.filter((call) => /^systemctl (?!is-active|mask)/.test(call));

describe('the block in /etc/hosts', () => {
  const block = '# BEGIN altostratus\n10.0.0.1 a\n# END altostratus\n';
  const spec = { ...EMPTY, aliases: [{ address: '10.0.0.1', name: 'a' }] };

  test.each([
    ['is put behind what is there', '127.0.0.1 localhost', `127.0.0.1 localhost\n${block}`],
    ['replaces an older one', '1 a\n# BEGIN altostratus\n9 b\n# END altostratus\n2 c\n', `1 a\n2 c\n${block}`],
    ['takes nothing away where the end of an older one was lost', '# BEGIN altostratus\n2 c\n', `2 c\n${block}`],
  ])('%s', (_, before, after) => {
    sandbox.write('/etc/hosts', before);
    run(spec);
    expect(sandbox.read('/etc/hosts')).toBe(after);
  });
});

describe('swap', () => {
  test('is taken out of fstab, once', () => {
    sandbox.write(
      '/etc/fstab',
      '/dev/sda1 / ext4 defaults 0 1\n/dev/sda2 none swap sw 0 0\n# /dev/sdb none swap sw 0 0\n',
    );
    run(EMPTY);
    run(EMPTY);
    expect(sandbox.read('/etc/fstab')).toBe(
      '/dev/sda1 / ext4 defaults 0 1\n# /dev/sda2 none swap sw 0 0\n# /dev/sdb none swap sw 0 0\n',
    );
  });
});

describe('hostname, time zone and time servers', () => {
  test('are set', () => {
    sandbox.write('/etc/chrony/chrony.conf', 'pool debian\n');
    const { calls } = run(FULL);
    expect(sandbox.read('/etc/hostname')).toBe('cp-1\n');
    expect(calls).toContain('sysctl -q -w kernel.hostname=cp-1');
    expect(sandbox.read('/etc/chrony/chrony.conf')).toContain('server 10.0.0.2 iburst\n');
  });

  test('are left alone where nothing is said', () => {
    sandbox.write('/etc/chrony/chrony.conf', 'pool debian\n');
    sandbox.write('/etc/hostname', 'ip-10-0-0-1\n');
    run(EMPTY);
    expect(sandbox.read('/etc/chrony/chrony.conf')).toBe('pool debian\n');
    expect(sandbox.read('/etc/hostname')).toBe('ip-10-0-0-1\n');
  });
});

describe('kernel modules and settings', () => {
  test('are loaded and set', () => {
    const { calls } = run(FULL);
    expect(calls).toEqual(
      expect.arrayContaining([
        'modprobe -- br_netfilter',
        'modprobe -- overlay',
        `sysctl -q -p ${sandbox.root}/etc/sysctl.d/99-zz-altostratus.conf`,
      ]),
    );
  });

  test('a module that is not there keeps no unit from starting, but the run fails and says so', () => {
    const { status, output, calls } = run({ ...FULL, modules: ['missing', 'overlay'] });
    expect(status).toBe(1);
    expect(output).toContain('altostratus: no kernel module missing');
    expect(calls).toEqual(
      expect.arrayContaining(['modprobe -- overlay', 'systemctl start --no-block altostratus.target']),
    );
  });
});

describe('packages', () => {
  test('only those that are missing are installed, and none starts what it brings', () => {
    run({ ...EMPTY, packages: ['chrony'] });
    const { calls } = run({ ...EMPTY, packages: ['chrony', 'haproxy'] });
    expect(calls.filter((call) => call.includes(' install '))).toEqual([
      'apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold install --no-install-recommends --allow-downgrades --allow-change-held-packages -- haproxy',
    ]);
    expect(Object.keys(sandbox.state())).not.toContain('usr/sbin/policy-rc.d');
  });

  test("a policy of the host's own is left as it is", () => {
    sandbox.write('/usr/sbin/policy-rc.d', '#!/bin/sh\nexit 0\n');
    run({ ...EMPTY, packages: ['chrony'] });
    expect(sandbox.read('/usr/sbin/policy-rc.d')).toBe('#!/bin/sh\nexit 0\n');
  });

  test('that cannot be had are tried again for ten minutes; then nothing is started', () => {
    sandbox.breakMirror();
    const { status, calls } = run(FULL);
    expect(status).toBe(1);
    expect(calls.filter((call) => call.includes(' install '))).toHaveLength(60);
    expect(calls.filter((call) => call === 'sleep 10')).toHaveLength(60);
    expect(unitCalls(calls)).toEqual([]);
  });
});

describe('versions of packages', () => {
  const pinned = (version: string) => ({ ...EMPTY, packages: ['kubelet'], packageVersions: { kubelet: version } });
  const installs = (spec: HostSpec) => run(spec).calls.filter((call) => /^apt-get .* install /.test(call));

  test('are asked for and held; what has them is left alone', () => {
    const { calls } = run(pinned('1.36.3-*'));
    expect(calls).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^apt-get .* -- kubelet=1\.36\.3-\*$/),
        'apt-mark -q hold -- kubelet',
      ]),
    );
    expect(installs(pinned('1.36.3-*'))).toEqual([]);
  });

  test('that are others than those that are there are installed', () => {
    run(pinned('1.36.3-*'));
    expect(installs(pinned('1.36.4-*'))).toEqual([expect.stringMatching(/ -- kubelet=1\.36\.4-\*$/)]);
  });
});

describe('repositories', () => {
  test('come before packages, with the key that they alone are trusted with', () => {
    const { calls } = run(FULL);
    expect(sandbox.read('/etc/apt/sources.list.d/altostratus-tools.sources')).toBe(
      [
        'Types: deb',
        'URIs: https://mirror.example.com/deb',
        'Suites: bookworm',
        'Components: main',
        'Signed-By: /etc/altostratus/repositories/tools.asc',
        '',
      ].join('\n'),
    );
    expect(sandbox.read('/etc/altostratus/repositories/tools.asc')).toBe('PGP KEY\n');
    expect(Object.keys(sandbox.state()).filter((file) => file.startsWith('etc/yum'))).toEqual([]);
    expect(calls.some((call) => call.startsWith('apt-get'))).toBe(true);
  });
});

describe('trust', () => {
  const updates = (spec: HostSpec) => run(spec).calls.filter((call) => call.startsWith('update-ca'));
  const company = (certificate: string) => ({ ...EMPTY, trust: [{ name: 'company', certificate }] });

  test('is taken over once, before packages are fetched, and again when it changes', () => {
    const { calls } = run({ ...FULL, ...company('PEM'), packages: ['chrony'] });
    const order = calls.filter((call) => /^(update-ca|apt-get .* update)/.test(call));
    expect(order[0]).toMatch(/^update-ca-certificates/);
    expect(sandbox.read('/usr/local/share/ca-certificates/altostratus-company.crt')).toBe('PEM\n');
    expect(updates(company('PEM'))).toEqual([]);
    expect(updates(company('OTHER'))).toHaveLength(1);
  });

  test('restarts containerd, which reads it only when it starts', () => {
    sandbox.setActive('containerd.service', 'active');
    run(company('PEM'));
    expect(unitCalls(run(company('OTHER')).calls)).toContain(
      'systemctl reload-or-restart --no-block -- containerd.service',
    );
  });
});

describe('users', () => {
  test('are made once, have their keys where only root writes, and may do what is said', () => {
    const { calls } = run(FULL);
    expect(calls).toContain('useradd --create-home --shell /bin/bash -- anna');
    expect(sandbox.read('/etc/altostratus/keys/anna')).toBe('ssh-ed25519 AAAA anna\n');
    expect(sandbox.read('/etc/sudoers.d/altostratus-anna')).toBe('anna ALL=(ALL:ALL) NOPASSWD: ALL\n');
    expect(sandbox.mode('/etc/sudoers.d/altostratus-anna')).toBe('0440');
    expect(sandbox.read('/etc/ssh/sshd_config.d/10-altostratus.conf')).toContain(' /etc/altostratus/keys/%u\n');
    expect(run(FULL).calls.filter((call) => call.startsWith('useradd'))).toEqual([]);
  });

  test('with hostile names and keys add no line anywhere', () => {
    const spec = { ...EMPTY, users: [{ name: 'a\nroot ALL', keys: ['k\nssh-rsa EVIL'], sudo: true }] };
    run(spec);
    expect(sandbox.read('/etc/sudoers.d/altostratus-a_root_ALL')).toBe('a_root_ALL ALL=(ALL:ALL) NOPASSWD: ALL\n');
    expect(sandbox.read('/etc/altostratus/keys/a_root_ALL').trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('on RHEL and its kin', () => {
  beforeEach(() => {
    sandbox.remove();
    sandbox = new Sandbox('rhel');
  });

  test('packages have other names and come by dnf, repositories and trust have other places', () => {
    const { status, calls } = run(FULL);
    expect(status).toBe(0);
    expect(calls).toContain('dnf -q -y --disableexcludes=main install -- chrony conntrack-tools haproxy-3.0.* sudo');
    expect(sandbox.read('/etc/yum.repos.d/altostratus-tools.repo')).toBe(
      '[tools]\nname=tools\nbaseurl=https://mirror.example.com/rpm\nenabled=1\ngpgcheck=1\ngpgkey=file:///etc/altostratus/repositories/tools.asc\n',
    );
    expect(sandbox.read('/etc/pki/ca-trust/source/anchors/altostratus-company.crt')).toBe('PEM\n');
    expect(sandbox.read('/etc/chrony.conf')).toContain('server 10.0.0.2 iburst\n');
  });

  test('packages that have to have one version are passed over by other upgrades', () => {
    const conf = '/etc/dnf/dnf.conf';
    const held = (key: string) => `[main]\n# altostratus: these have to have one version\n${key}=haproxy\n`;
    run(FULL);
    expect(sandbox.read(conf)).toBe(held('exclude'));
    sandbox.write(conf, `${sandbox.read(conf)}gpgcheck=1\nexclude=other\n`);
    run(FULL);
    run(FULL);
    expect(sandbox.read(conf)).toBe(`${held('excludepkgs')}gpgcheck=1\nexclude=other\n`);
    run({ ...FULL, packageVersions: {} });
    expect(sandbox.read(conf)).toBe('[main]\ngpgcheck=1\nexclude=other\n');
  });

  test('run again, nothing is installed', () => {
    run(FULL);
    expect(run(FULL).calls.filter((call) => /^(dnf|update-ca|useradd)/.test(call))).toEqual([]);
  });
});

describe('a unit that must not run', () => {
  const calls = () => run(FULL).calls.filter((call) => / (mask|stop) .*firewalld/.test(call));

  test('is masked, and stopped once what stands in for it was told to start', () => {
    sandbox.setActive('firewalld.service', 'active');
    const all = run(FULL).calls;
    expect(all).toContain('systemctl mask --quiet -- firewalld.service');
    expect(all.indexOf('systemctl stop -- firewalld.service')).toBeGreaterThan(
      all.indexOf('systemctl start --no-block altostratus.target'),
    );
  });

  test('is not stopped where it does not run', () => {
    expect(calls()).toEqual(['systemctl mask --quiet -- firewalld.service']);
  });

  test('is left alone where it is masked already', () => {
    fs.symlinkSync('/dev/null', `${sandbox.root}/etc/systemd/system/firewalld.service`);
    expect(calls()).toEqual([]);
  });
});

describe('units', () => {
  test('are all started by one target', () => {
    expect(unitCalls(run(FULL).calls)).toEqual([
      'systemctl daemon-reload',
      'systemctl enable --quiet altostratus.target',
      'systemctl start --no-block altostratus.target',
    ]);
  });

  test('that run already are restarted, so that they have what was written', () => {
    sandbox.setActive('haproxy.service', 'active');
    expect(unitCalls(run(FULL).calls)).toContain('systemctl restart --no-block -- haproxy.service');
  });

  test.each([
    [
      'reloads',
      'a file that it reads',
      { files: [{ path: '/etc/haproxy/haproxy.cfg', content: 'x\n', readBy: ['haproxy.service'] }] },
      ['systemctl reload-or-restart --no-block -- haproxy.service'],
    ],
    [
      'restarts',
      'its drop-in',
      { units: [{ name: 'haproxy.service.d/limits.conf', content: 'x\n' }] },
      ['systemctl restart --no-block -- haproxy.service'],
    ],
    [
      'restarts',
      'a unit',
      { units: [{ name: 'etcd.service', content: 'x\n' }] },
      ['systemctl restart --no-block -- etcd.service'],
    ],
    [
      'leaves',
      'the drop-in of a unit that somebody else restarts',
      { units: [{ name: 'own.service.d/limits.conf', content: 'x\n' }] },
      [],
    ],
    [
      'leaves',
      'a unit that a timer starts',
      { units: [{ name: 'backup.service', content: 'x\n', enable: false }] },
      [],
    ],
  ])('a change %s the one that it is for: %s', (_, __, change, wanted) => {
    const own = [
      { name: 'own.service', content: 'a\n', restartedBy: 'upgrade-own' },
      { name: 'own.service.d/limits.conf', content: 'a\n' },
    ];
    const base = { ...FULL, files: FULL.files.slice(0, 1), units: [...FULL.units, ...own] };
    for (const unit of [
      'own.service',
      'etcd.service',
      'haproxy.service',
      'backup.service',
      'backup.timer',
      'chronyd.service',
    ])
      sandbox.setActive(unit, 'active');
    run(base);
    const files = 'files' in change ? change.files : base.files;
    const units =
      'units' in change
        ? base.units.map((unit) => change.units?.find(({ name }) => name === unit.name) ?? unit)
        : base.units;
    const { calls } = run({ ...base, files, units });
    expect(unitCalls(calls)).toEqual([
      'systemctl daemon-reload',
      ...wanted,
      'systemctl enable --quiet altostratus.target',
      'systemctl start --no-block altostratus.target',
    ]);
  });

  test('a file that is put right after somebody changed it by hand is read anew', () => {
    sandbox.setActive('haproxy.service', 'active');
    run(FULL);
    sandbox.write('/etc/haproxy/haproxy.cfg', 'by hand\n');
    expect(unitCalls(run(FULL).calls)).toContain('systemctl reload-or-restart --no-block -- haproxy.service');
  });

  test('a run that was broken off before it came to the units is made good by the next', () => {
    sandbox.setActive('haproxy.service', 'active');
    run(FULL);
    sandbox.breakMirror();
    const changed = {
      ...FULL,
      packages: ['new'],
      files: [{ path: '/etc/haproxy/haproxy.cfg', content: 'x\n', readBy: ['haproxy.service'] }],
    };
    expect(unitCalls(run(changed).calls)).toEqual([]);
    expect(unitCalls(run({ ...changed, packages: [] }).calls)).toContain(
      'systemctl reload-or-restart --no-block -- haproxy.service',
    );
  });
});

describe('a unit that somebody else restarts', () => {
  const spec = (content: string, read = 'a\n') => ({
    ...EMPTY,
    files: [{ path: '/etc/own.conf', content: read, readBy: ['own.service'] }],
    units: [{ name: 'own.service', content, restartedBy: 'upgrade own' }],
  });
  const start = ['systemctl enable --quiet altostratus.target', 'systemctl start --no-block altostratus.target'];

  test('is started like all others', () => {
    expect(unitCalls(run(spec('a\n')).calls)).toEqual(['systemctl daemon-reload', ...start]);
    expect(sandbox.read('/etc/systemd/system/altostratus.target')).toContain('Wants=own.service\n');
  });

  test.each(['active', 'activating', 'reloading'])(
    'goes on where it is %s, whatever has changed, and it is said once',
    (state) => {
      run(spec('a\n'));
      sandbox.setActive('own.service', state);
      for (const changed of [spec('b\n'), spec('b\n', 'b\n')]) {
        const { calls, output } = run(changed);
        expect(unitCalls(calls)).toEqual(['systemctl daemon-reload', ...start]);
        expect(output).toContain('own.service goes on with what it was started with: upgrade own restarts it\n');
        expect(run(changed)).toMatchObject({ status: 0, output: '' });
      }
    },
  );
});

describe('the wait for secrets', () => {
  test('ends when all are there and not empty', () => {
    sandbox.write('/etc/altostratus/secrets', '/etc/a key\n/etc/b\n');
    sandbox.write('/etc/a key', 'x');
    sandbox.write('/etc/b', 'x');
    expect(sandbox.run(AWAIT_SECRETS)).toMatchObject({ status: 0, output: '' });
  });

  test('names the one that it waits for', () => {
    sandbox.write('/etc/altostratus/secrets', '/etc/late\n');
    // The stand-in for sleep delivers it.
    const script = AWAIT_SECRETS.replace('sleep 1', 'printf x >"$root$path"');
    expect(sandbox.run(script)).toMatchObject({ status: 0, output: 'altostratus: waiting for /etc/late\n' });
  });
});

test('the program is the same for every host', () => {
  expect(ACTIVATE).not.toMatch(/undefined|\[object/);
  expect(ACTIVATE).toContain('/etc/altostratus/units');
});
