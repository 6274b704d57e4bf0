import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CIS_CHECKS, cisFailures, cisScript } from '../../lab/cis';

const ROLES = ['master', 'etcd', 'node'] as const;

test.each(ROLES)('the script for %s is bash, and says something of every check', (role) => {
  const script = cisScript(role);
  expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
  const ids = CIS_CHECKS.filter(({ on }) => on === role).map(({ id }) => id);
  expect([...script.matchAll(/^printf '%s\\t%s\\n' (\S+) /gm)].map(([, id]) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('flags and variables are those of the running program', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-cis-'));
  const command = ['/bin/kube-apiserver', '--profiling=false', '--audit-log-path=/var/log/a.log', ''];
  fs.mkdirSync(path.join(folder, '42'));
  fs.writeFileSync(path.join(folder, '42/cmdline'), command.join('\0'));
  const { stdout } = spawnSync('bash', ['-c', cisScript('master', folder)], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  const values = Object.fromEntries(stdout.split('\n').map((line) => line.split('\t') as [string, string]));
  expect(values).toMatchObject({ '1.2.15': 'false', '1.2.16': '/var/log/a.log', '1.2.5': '' });
  expect(cisFailures('master', stdout)).toEqual(expect.arrayContaining(['1.2.5: found ""']));
  expect(cisFailures('master', stdout).some((line) => line.startsWith('1.2.15:'))).toBe(false);
}, 60_000);

test.each([
  [[], false],
  [['--hostname-override=other'], true],
])(
  'a kubelet with %j, and none at all, are told apart',
  (flags, isWrong) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-cis-'));
    const kubelet = ['/usr/local/bin/kubelet', '--config=/var/lib/kubelet/config.yaml', ...flags, ''];
    fs.mkdirSync(path.join(folder, '42'));
    const script = cisScript('node', folder);
    const isFound = () =>
      cisFailures('node', spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout).some((line) =>
        line.startsWith('4.2.7:'),
      );
    expect(isFound()).toBe(true);
    fs.writeFileSync(path.join(folder, '42/cmdline'), kubelet.join('\0'));
    expect(isFound()).toBe(isWrong);
    fs.rmSync(folder, { recursive: true });
  },
  60_000,
);

test('settings of pod networks that others may read are a failure', () => {
  expect(cisFailures('node', '1.1.9\t600 644\n1.1.10\troot:root\n')).toContain('1.1.9: found "600 644"');
});

test('what is wrong or was not looked at is a failure', () => {
  const good =
    '2.1\t/a\n2.2\ttrue\n2.3\t\n2.4\t/b\n2.5\ttrue\n2.6\t\n2.7\t/etc/kubernetes/pki/etcd/ca.crt\n1.1.11\t700\n';
  expect(cisFailures('etcd', good)).toEqual([]);
  expect(cisFailures('etcd', good.replace('2.2\ttrue', '2.2\tfalse'))).toEqual(['2.2: found "false"']);
  expect(cisFailures('etcd', good.replace('1.1.11\t700\n', ''))).toEqual(['1.1.11: was not checked']);
  expect(cisFailures('etcd', good.replace('700', '755'))).toEqual(['1.1.11: found "755"']);
});
