import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { renderFiles } from '../../lib/output/render-files';
import { sampleMachine, samplePlan } from './sample-plan';

const HOSTS = ['m0', 'w0', 'w1'];
const plan = samplePlan();
const files = renderFiles({
  ...plan,
  sites: plan.sites.map((site) => ({ ...site, machines: HOSTS.map((name) => sampleMachine(name)) })),
});

test('only sites whose hosts get their keys over SSH have it', () => {
  const stored = plan.sites.map((site) => ({ ...site, secrets: { kind: 'inline', reason: 'thrown away' } as const }));
  expect([...renderFiles({ ...plan, sites: stored }).keys()].filter((name) => name.includes('push'))).toEqual([]);
  expect(files.get('sites/dc1/push-hosts')?.content).toMatch(/^m0 ssh:\/\/ops@10\.10\.0\.\d+\nw0 ssh:/);
});

describe('push.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-push-'));
    const write = (name: string, text: string, mode = 0o644) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text, { mode });
    };
    for (const [name, { content, mode }] of files) write(name, content, mode);
    write('sites/dc1/push-hosts', HOSTS.map((name) => `${name} ${name}\n`).join(''));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  const keysFor = (name: string) => {
    const file = path.join(folder, `hosts/${name}/secrets/etc/kubernetes/pki/a key'$(id).key`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `key of ${name}`);
  };

  /** Runs it with a program in place of ssh, which notes the host and what came; `body` goes before, with the host as $1. */
  function run(args: readonly string[], body = '') {
    const note = `case $2 in *'bash -s'*) what="boot $(head -c 2)" ;; *) what="keys $(tar -t | grep key)" ;; esac`;
    const ssh = `#!/bin/bash\n${body}\n${note}\nprintf '%s %s\\n' "$1" "$what" >>'${folder}/calls'\n`;
    fs.writeFileSync(path.join(folder, 'ssh'), ssh, { mode: 0o755 });
    fs.writeFileSync(path.join(folder, 'calls'), '');
    const { status, stderr } = spawnSync(path.join(folder, 'sites/dc1/push.sh'), [...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ALTOSTRATUS_SSH: path.join(folder, 'ssh'), AT_ONCE: '1' },
    });
    return { status, stderr, calls: fs.readFileSync(path.join(folder, 'calls'), 'utf8').trimEnd().split('\n') };
  }
  const KEY = "./etc/kubernetes/pki/a key'$(id).key";

  test('brings everything, then the keys, to every host', () => {
    HOSTS.forEach(keysFor);
    const { status, calls } = run(['boot']);
    expect(calls).toEqual(HOSTS.flatMap((name) => [`${name} boot #!`, `${name} keys ${KEY}`]));
    expect(status).toBe(0);
  });

  test('brings keys alone, to those that are named', () => {
    HOSTS.forEach(keysFor);
    expect(run(['keys', 'w1', 'm0']).calls).toEqual([`w1 keys ${KEY}`, `m0 keys ${KEY}`]);
  });

  test('goes on where a host does not answer, and names it', () => {
    HOSTS.forEach(keysFor);
    const { status, stderr, calls } = run(['keys'], '[ "$1" != w0 ] || exit 255');
    expect(calls).toEqual([`m0 keys ${KEY}`, `w1 keys ${KEY}`]);
    expect(status).toBe(1);
    expect(stderr).toContain('push: Not done: w0 .');
  });

  test('refuses a host that is not there, before anything is done', () => {
    HOSTS.forEach(keysFor);
    const { status, stderr, calls } = run(['boot', 'm0', 'm9']);
    expect({ status, calls }).toEqual({ status: 1, calls: [''] });
    expect(stderr).toBe('push: There is no host m9 here; there are: m0 w0 w1 \n');
  });

  test('says which command writes the keys, where they are not there', () => {
    expect(run(['boot']).stderr).toBe('push: There are no keys here: altostratus synth --secrets writes them.\n');
  });

  test('says what it can do', () => {
    expect(run([]).stderr).toMatch(/^push: Say what: boot, or keys /);
  });
});
