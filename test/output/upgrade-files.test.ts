import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { renderFiles } from '../../lib/output/render-files';
import { sampleMachine, samplePlan } from './sample-plan';

const MASTERS = ['m0', 'm1'];
const WORKERS = ['w0', 'w1', 'w2'];
const plan = samplePlan();
const files = renderFiles({
  ...plan,
  sites: plan.sites.map((site) => ({ ...site, machines: [...MASTERS, ...WORKERS].map((name) => sampleMachine(name)) })),
  clusters: plan.clusters.map((cluster) => ({
    ...cluster,
    etcd: MASTERS,
    controlPlane: MASTERS,
    pools: [
      { id: 'general', machines: WORKERS, max: 3 },
      { id: 'burst', machines: [], max: 5 },
    ],
  })),
});
const content = (name: string) => files.get(`clusters/main/${name}`)?.content ?? '';

test('upgrade-hosts names every host for each of its roles, and how ssh finds it', () => {
  const rows = content('upgrade-hosts').trimEnd().split('\n');
  expect(rows.map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
    'etcd m0',
    'etcd m1',
    'control-plane m0',
    'control-plane m1',
    'worker w0',
    'worker w1',
    'worker w2',
  ]);
  for (const row of rows) expect(row).toMatch(/ ssh:\/\/ops@10\.10\.0\.\d+$/);
});

test('upgrade.md names the hosts in order, and what becomes of pools that grow', () => {
  expect(content('upgrade.md')).toContain('`w0`, `w1`, `w2`');
  expect(content('upgrade.md')).toContain('Nodes of pools that grow (`burst`)');
});

test('a cluster that is not made here has none of it', () => {
  const existing = samplePlan({
    clusters: plan.clusters.map((one) => ({ ...one, controlPlane: [], etcd: [], pools: [] })),
  });
  expect([...renderFiles(existing).keys()].filter((name) => name.includes('upgrade'))).toEqual([]);
});

describe('upgrade.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-upgrade-'));
    for (const [name, { content: text, mode }] of files) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text, { mode });
    }
    const rows = content('upgrade-hosts').replace(/^(\S+) (\S+) .*$/gm, '$1 $2 $2');
    fs.writeFileSync(path.join(folder, 'clusters/main/upgrade-hosts'), rows);
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** Runs it with a program in place of ssh: `body` gets the host as $1, and what is to be done there as $2. */
  function run(step: string, body = '', env: Record<string, string> = {}) {
    const note = `case $2 in *'bash -s'*) what=boot ;; *) what=\${2#*then }; what=\${what%%;*} ;; esac\nprintf '%s %s\\n' "$1" "$what" >>'${folder}/calls'`;
    fs.writeFileSync(path.join(folder, 'ssh'), `#!/bin/bash\n${note}\n${body}\n`, { mode: 0o755 });
    fs.rmSync(path.join(folder, 'calls'), { force: true });
    const { status, stderr } = spawnSync(path.join(folder, 'clusters/main/upgrade.sh'), [step], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ALTOSTRATUS_SSH: path.join(folder, 'ssh'), ...env },
    });
    const calls = fs.readFileSync(path.join(folder, 'calls'), 'utf8').trimEnd().split('\n');
    return { status, stderr, calls: calls.filter((call) => !call.endsWith(' true')) };
  }

  test('takes members of etcd, then hosts of the control plane, one by one', () => {
    const { status, calls } = run('control-plane');
    expect(status).toBe(0);
    expect(calls).toEqual([
      'm0 altostratus-upgrade check m0 m1 w0 w1 w2',
      ...MASTERS.flatMap((name) => [`${name} boot`, `${name} altostratus-upgrade etcd`]),
      ...MASTERS.flatMap((name) => [`${name} boot`, `${name} altostratus-upgrade control-plane`]),
    ]);
  });

  test('does nothing while a host does not answer', () => {
    const { status, stderr, calls } = run('control-plane', '[ "$1" != w1 ]');
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toContain('do not answer: w1');
  });

  test('drains each worker, upgrades it, opens it', () => {
    const { status, calls } = run('workers', '[[ $2 != *is-done* ]]');
    expect(status).toBe(0);
    expect(calls.slice(1)).toEqual(
      WORKERS.flatMap((name) => [
        `${name} boot`,
        `${name} altostratus-upgrade is-done`,
        `m0 altostratus-upgrade drain ${name}`,
        `${name} altostratus-upgrade worker`,
        `m0 altostratus-upgrade uncordon ${name}`,
      ]),
    );
  });

  test('a worker that is done is opened, where it was cut off before that', () => {
    const { calls } = run('workers');
    expect(calls.slice(1, 4)).toEqual([
      'w0 boot',
      'w0 altostratus-upgrade is-done',
      'm0 altostratus-upgrade uncordon w0',
    ]);
  });

  test('goes on to no other worker where one fails', () => {
    const { status, calls } = run('workers', '[[ $2 != *is-done* && $2 != *drain* ]]');
    expect(status).toBe(1);
    expect(calls.some((call) => call.startsWith('w1'))).toBe(false);
  });

  test('stops at a host that fails', () => {
    const { status, calls } = run('control-plane', '[[ $1 != m0 || $2 != *etcd* ]]');
    expect(status).not.toBe(0);
    expect(calls.at(-1)).toBe('m0 altostratus-upgrade etcd');
  });
});
