import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { PROJECT, WORK } from './places';
import type { LabShape } from './platform';
import { run } from './shell';

/** Where `synth` writes: what hosts boot from. */
export const DIST = path.join(WORK, 'project/dist');

const PROJECT_FOLDER = path.join(WORK, 'project');
const LEDGER = 'lab.ledger.json';
let latest: readonly string[] = [];

/**
 * Runs the command line as a user does: program in, files out. The store of secrets stays from run to run.
 */
export async function synth(shape: LabShape, checksums: string): Promise<void> {
  const { masters, etcd, workers, version, quotaMib = 0 } = shape;
  await fs.mkdir(PROJECT_FOLDER, { recursive: true });
  const altostratus = {
    app: path.join(PROJECT, 'test/lab/platform.ts'),
    environment: 'ci',
    ledger: LEDGER,
  };
  const manifest = JSON.stringify({ name: 'lab', private: true, altostratus });
  await fs.writeFile(path.join(PROJECT_FOLDER, 'package.json'), manifest);
  latest = [
    ...Object.entries({ masters, etcd, workers }).map(([key, names]) => `${key}=[${names.join(', ')}]`),
    `version=${version}`,
    `quotaMib=${quotaMib}`,
    `checksums=${checksums}`,
  ].flatMap((setting) => ['--set', setting]);
  await altostratusCli('synth', '--secrets', '--no-frozen');
}

/** The platform is made anew from nothing: who has which number, and which version it had, is forgotten. */
export async function forgetLedger(): Promise<void> {
  await fs.rm(path.join(PROJECT_FOLDER, LEDGER), { force: true });
}

/** An administrator's kubeconfig for the platform that was synthesized last. */
export function administratorFile(server: string): Promise<string> {
  return altostratusCli('kubeconfig', '--server', server);
}

function altostratusCli(...args: readonly string[]): Promise<string> {
  const cli = path.join(PROJECT, 'build/lib/cli/main.js');
  return run('node', [cli, ...args, ...latest], { cwd: PROJECT_FOLDER });
}
