import { spawnSync } from 'node:child_process';
import { Etcd, Machines } from 'altostratus';
import { settled, SMALL, specOf } from '../../sample-cluster';

const { cluster } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
const programs = new Map(
  cluster.machines.flatMap((machine) =>
    specOf(machine)
      .files.filter(({ path }) => path.startsWith('/usr/local/lib/altostratus/'))
      .map((file) => [file.path, file]),
  ),
);

test('there is a program for every step', () => {
  expect([...programs.keys()].map((path) => path.split('/').pop()).sort()).toEqual([
    'approve-serving-certificates',
    'control-plane',
    'control-plane-pods',
    'etcd-prepare',
    'etcd-promote',
    'etcd-snapshot',
    'etcd-vacant',
    'guard-files',
    'initialize-cluster',
    'join-cluster',
    'prepare-node',
    'renew-certificates',
    'restart-control-plane',
    'upgrade-control-plane',
    'upgrade-control-plane-node',
    'upgrade-etcd',
    'upgrade-etcd-member',
    'upgrade-worker',
  ]);
});

test.each([...programs.values()])(
  '$path is bash, can be run, and is the same for every cluster',
  ({ content, mode }) => {
    expect(spawnSync('bash', ['-n'], { input: content, encoding: 'utf8' }).stderr).toBe('');
    expect(content).toMatch(/^#!\/bin\/bash\n/);
    expect(mode).toBe('0755');
    expect(content).not.toMatch(/10\.10\.|\bmain\b|example\.com/);
  },
);

test('each unit runs a program that is there', () => {
  for (const machine of cluster.machines) {
    const { files, units } = specOf(machine);
    const run = units.flatMap(({ content }) =>
      [...content.matchAll(/^Exec\w+=(\/usr\/local\/lib\/altostratus\/\S+)/gm)].map(([, path]) => path),
    );
    expect(run.length).toBeGreaterThan(0);
    for (const path of run) expect(files.map((file) => file.path)).toContain(path);
  }
});

test('each setting that a program asks for is in the file that its unit reads', () => {
  for (const machine of cluster.machines) {
    const { files, units } = specOf(machine);
    const text = (path: string | undefined) => files.find((file) => file.path === path)?.content ?? '';
    for (const { content } of units) {
      const settings = text(/^EnvironmentFile=(\/etc\/\S+)/m.exec(content)?.[1]);
      const program = text(/^Exec\w+=(\/usr\/local\/lib\/altostratus\/\S+)/m.exec(content)?.[1]);
      const names = [...program.matchAll(/\$\{?([A-Z][A-Z_]+[A-Z])\b/g)].map(([, name = '']) => name);
      for (const name of names) expect(settings).toMatch(new RegExp(`^${name}="`, 'm'));
    }
  }
});
