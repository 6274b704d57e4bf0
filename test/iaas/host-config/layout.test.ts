import { layOut } from '../../../lib/iaas/host-config/layout';
import { EMPTY, FULL } from './specs';

const contents = (spec = FULL) => Object.fromEntries(layOut(spec).files.map(({ path, content }) => [path, content]));

describe('layOut', () => {
  test('keeps secret files apart', () => {
    const { files, secretFiles } = layOut(FULL);
    expect(secretFiles.map(({ path }) => path)).toEqual(['/etc/kubernetes/pki/ca.key']);
    expect(files.map(({ path }) => path)).not.toContain('/etc/kubernetes/pki/ca.key');
    expect(JSON.stringify(files)).not.toContain('ref[');
  });

  test('turns everything else into files', () => {
    expect(contents()).toMatchObject({
      '/etc/altostratus/hostname': 'cp-1\n',
      '/etc/altostratus/hosts': '10.0.0.11 cp-1\n10.0.0.10 api.main.example.com\n',
      '/etc/altostratus/packages': 'chrony chrony *\nconntrack conntrack-tools *\nhaproxy haproxy 3.0.*\nsudo sudo *\n',
      '/etc/altostratus/secrets': '/etc/kubernetes/pki/ca.key\n',
      '/etc/modules-load.d/altostratus.conf': 'br_netfilter\noverlay\n',
      '/etc/sysctl.d/99-zz-altostratus.conf': 'net.ipv4.ip_forward = 1\n',
      '/etc/systemd/system/etcd.service': '[Service]\nExecStart=/usr/bin/etcd\n',
      '/etc/systemd/system/haproxy.service.d/limits.conf': '[Service]\nLimitNOFILE=65536\n',
    });
    expect(contents()['/etc/altostratus/chrony.conf']).toMatch(
      /^server 10\.0\.0\.2 iburst\nserver time\.example\.com iburst\n/,
    );
  });

  test('one target wants what is started: enabled units, services of packages, the wait for secrets', () => {
    const target = contents()['/etc/systemd/system/altostratus.target'] ?? '';
    expect(target.match(/^Wants=.*$/gm)).toEqual([
      'Wants=altostratus-secrets.service',
      'Wants=backup.timer',
      'Wants=chronyd.service',
      'Wants=etcd.service',
      'Wants=haproxy.service',
    ]);
  });

  test('says which files make a unit what it is, and which it reads', () => {
    const table = (contents()['/etc/altostratus/units'] ?? '').split('\n');
    expect(table).toContain('defined-by etcd.service /etc/systemd/system/etcd.service');
    expect(table).toContain('defined-by haproxy.service /etc/systemd/system/haproxy.service.d/limits.conf');
    expect(table).toContain('read-by haproxy.service /etc/haproxy/haproxy.cfg');
    expect(table).toContain('defined-by altostratus.target /etc/systemd/system/backup.service');
    expect(table.filter((row) => row.startsWith('start backup'))).toEqual(['start backup.timer']);
  });

  test('says who restarts a unit where that is somebody else', () => {
    const units = [{ name: 'own.service', content: '', restartedBy: 'upgrade own\nstart evil.service' }];
    expect(contents({ ...EMPTY, units })['/etc/altostratus/units']?.match(/^restarted-by.*$/gm)).toEqual([
      'restarted-by own.service upgrade own start evil.service',
    ]);
  });

  test('has neither hostname nor aliases nor a wait for a member of a pool without secrets', () => {
    expect(Object.keys(contents(EMPTY))).toEqual([
      '/etc/altostratus/packages',
      '/etc/altostratus/units',
      '/etc/systemd/system/altostratus.target',
      '/usr/local/sbin/altostratus-activate',
    ]);
  });

  test('a hostile value becomes neither a second line nor a second word', () => {
    const spec = { ...EMPTY, aliases: [{ address: '10.0.0.1', name: 'a\n10.0.0.2 bank.example.com' }] };
    expect(contents(spec)['/etc/altostratus/hosts']).toBe('10.0.0.1 a_10.0.0.2_bank.example.com\n');
    const sysctls = { ...EMPTY, sysctls: { 'net.a': '1\nkernel.b = 2' } };
    expect(contents(sysctls)['/etc/sysctl.d/99-zz-altostratus.conf']).toBe('net.a = 1 kernel.b = 2\n');
  });
});
