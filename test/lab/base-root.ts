import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { CACHE, recipe } from './places';
import { run } from './shell';

/** The root that all hosts stand on, made once for a recipe. */
export async function baseRoot(): Promise<string> {
  const script = recipe('base-root.sh');
  const parts = await Promise.all([script, recipe('lab-machine.sh')].map((file) => fs.readFile(file)));
  const key = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 12);
  const folder = path.join(CACHE, `base-${key}`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  await fs.rm(part, { recursive: true, force: true });
  await fs.mkdir(CACHE, { recursive: true });
  await run('bash', [script, part], { seconds: 1200 });
  await fs.rename(part, folder);
  return folder;
}
