import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { runUntilDone } from '../../lib/core/run-once';

const MODULES = ['config_write_files', 'config_runcmd', 'config_scripts_user'];

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
  fs.mkdirSync(path.join(root, 'instance/sem'), { recursive: true });
  for (const name of [...MODULES, 'config_ssh']) fs.writeFileSync(path.join(root, 'instance/sem', name), '');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** One stage of a boot: cloud-init's folder is the test's. */
function stage(name: 'bootcmd' | 'runcmd', program: string): number | null {
  const [command = '', ...words] = (runUntilDone(program)[name]?.[0] ?? []).map((word) =>
    word.replaceAll('/var/lib/cloud', root),
  );
  return spawnSync(command, words).status;
}
const marks = () => fs.readdirSync(path.join(root, 'instance/sem')).sort();

test('a boot that was cut off is done again, and nothing else is', () => {
  expect(stage('bootcmd', 'true')).toBe(0);
  expect(marks()).toEqual(['config_ssh']);
});

test('so is one whose program failed; the failure is told', () => {
  expect(stage('runcmd', 'false')).not.toBe(0);
  stage('bootcmd', 'false');
  expect(marks()).toEqual(['config_ssh']);
});

test('once it has succeeded, it is not done again', () => {
  expect(stage('runcmd', 'true')).toBe(0);
  expect(stage('bootcmd', 'true')).toBe(0);
  expect(marks()).toEqual([...MODULES, 'config_ssh'].sort());
});
