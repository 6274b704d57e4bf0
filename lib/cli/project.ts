import * as fs from 'node:fs';
import * as path from 'node:path';
import { closest } from '../core/closest';
import { UserError } from '../core/finding';

/** What `package.json` says below the key `altostratus`. Paths are relative to its folder. */
export interface ProjectSettings {
  /** The program: `apps/enterprise-paas.ts`. */
  readonly app?: string;
  readonly environment?: string;
  /** The configuration of an environment: `stacks/Pulumi.{environment}.yaml`. */
  readonly config?: string;
  /** `stacks/{platform}.{environment}.ledger.json` */
  readonly ledger?: string;
  /** The output folder. */
  readonly out?: string;
}

/** The folder that a command works in, and what its `package.json` says. */
export interface Project {
  /** Absolute. The nearest folder upwards with a `package.json`, or else the current one. */
  readonly root: string;
  readonly name?: string;
  readonly settings: ProjectSettings;
}

const KEYS = ['app', 'environment', 'config', 'ledger', 'out'] as const satisfies (keyof ProjectSettings)[];

/**
 * The project of a folder.
 * @throws UserError where `package.json` is not readable or its settings are not those that exist
 */
export function findProject(cwd: string): Project {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (fs.existsSync(file)) return readProject(folder, file);
    if (folder === path.dirname(folder)) return { root: path.resolve(cwd), settings: {} };
  }
}

function readProject(root: string, file: string): Project {
  const manifest = parse(file);
  const name = typeof manifest['name'] === 'string' ? { name: manifest['name'] } : {};
  const settings = manifest['altostratus'] ?? {};
  if (typeof settings !== 'object' || Array.isArray(settings))
    throw new UserError(
      `"altostratus" in ${file} is not a map of settings.`,
      'Write e.g. { "app": "apps/platform.ts" }.',
      whereIs(file, 'altostratus'),
    );
  for (const [key, value] of Object.entries(settings)) checkSetting(file, key, value);
  return { root, ...name, settings };
}

function checkSetting(file: string, key: string, value: unknown): void {
  if (!(KEYS as readonly string[]).includes(key)) {
    const near = closest(key, KEYS);
    throw new UserError(
      `There is no setting "${key}" of altostratus in package.json.`,
      `${near === undefined ? '' : `Did you mean "${near}"? `}Settings are ${KEYS.join(', ')}.`,
      whereIs(file, key),
    );
  }
  if (typeof value !== 'string' || value === '')
    throw new UserError(
      `The setting "${key}" of altostratus in package.json is not a text.`,
      'Write it in quotes.',
      whereIs(file, key),
    );
}

function parse(file: string): Record<string, unknown> {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new UserError(`${file} could not be read: ${(cause as Error).message}`, 'Correct the file.', {
      file,
      line: 1,
      column: 1,
    });
  }
}

/** Position of a key in a JSON file as people write it; the first line where it is not found. */
function whereIs(file: string, key: string) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const start = Math.max(
    0,
    lines.findIndex((line) => line.includes('"altostratus"')),
  );
  const line = lines.findIndex((text, n) => n >= start && text.includes(`"${key}"`));
  return line === -1
    ? { file, line: 1, column: 1 }
    : { file, line: line + 1, column: (lines[line]?.indexOf(`"${key}"`) ?? 0) + 1 };
}
