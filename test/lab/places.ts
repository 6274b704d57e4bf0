import { execFileSync } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';

/** The checkout. This file runs from build/test/lab. */
export const PROJECT = path.resolve(__dirname, '../../..');

/** What outlives a run: the base root, layers of images. */
export const CACHE = path.join(
  process.env['ALTOSTRATUS_LAB_CACHE'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'altostratus'),
  'lab',
);

/** Hosts, registry and logs of a run; overlay file systems need a real disk. */
export const WORK = process.env['ALTOSTRATUS_LAB'] ?? '/var/tmp/altostratus-lab';

/** Folder of the programs that test/tools/install.sh builds. */
export const TOOLS = execFileSync('bash', [path.join(PROJECT, 'test/tools/install.sh'), '--print-bin'], {
  encoding: 'utf8',
}).trim();

export function tool(name: string): string {
  return path.join(TOOLS, name);
}

/** A recipe of test/lab that is a shell script: not compiled, so it is taken from the sources. */
export function recipe(name: string): string {
  return path.join(PROJECT, 'test/lab/recipes', name);
}
