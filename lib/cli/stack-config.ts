import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../core/finding';
import { environmentsOf } from './environments';
import { parseOverride, withOverride } from './set-option';
import type { Settings } from './settings';
import { readStackFile } from './stack-file';
import type { StackFile } from './stack-file';

/** The configuration of an environment: what its stack file and `--set` say, and where. */
export interface StackConfig extends StackFile {
  readonly file: string;
  /** Whether the file is there. */
  readonly found: boolean;
  /** How a key is written in the stack file: `enterprise:domain`. */
  written(key: string): string;
}

/**
 * Reads `config:` of `Pulumi.<environment>.yaml`, takes the project's prefix off its keys, and puts `--set` over it.
 * @throws UserError, UserFaults
 */
export function readStackConfig({ config, environment, project, set }: Settings): StackConfig {
  const stack = stackName(config.value, project.root) ?? project.name?.replace(/^.*\//, '');
  const found = fs.existsSync(config.value);
  if (!found) checkMissing(config.value, config.explicit, environment);
  const file: StackFile = found
    ? readStackFile(config.value, stack, environment)
    : { values: {}, where: () => undefined };
  const overrides = set.map(parseOverride);
  const overridden = new Set(overrides.map(({ keys: [first] }) => first));
  return {
    values: { ...overrides.reduce(withOverride, { ...file.values }), environment },
    file: config.value,
    found,
    where: (at) => (overridden.has(String(at[0])) ? undefined : file.where(at)),
    written: (key) => (stack === undefined ? key : `${stack}:${key}`),
  };
}

/** A file that nobody named may be missing, unless there are others of its kind: then the environment was misspelled. */
function checkMissing(file: string, explicit: boolean, environment: string): void {
  const shown = path.relative(process.cwd(), file);
  if (explicit)
    throw new UserError(`The configuration ${shown} does not exist.`, 'Name an existing file with --config.');
  const name = path.basename(file);
  if (!name.includes(environment)) return;
  const known = environmentsOf(path.join(path.dirname(file), name.replace(environment, '{environment}')));
  if (known.length > 0)
    throw new UserError(
      `There is no environment "${environment}": ${shown} does not exist.`,
      `Environments with such a file are ${known.join(', ')}; name one with --environment, or make the file.`,
    );
}

/** The name of the Pulumi project beside a stack file or in the root, which its keys are prefixed with. */
function stackName(config: string, root: string): string | undefined {
  for (const folder of [path.dirname(config), root]) {
    const file = path.join(folder, 'Pulumi.yaml');
    if (!fs.existsSync(file)) continue;
    try {
      const project = parse(fs.readFileSync(file, 'utf8'), { logLevel: 'silent' }) as { name?: unknown } | null;
      if (typeof project?.name === 'string') return project.name;
    } catch (cause) {
      throw new UserError(`Pulumi.yaml is not YAML: ${(cause as Error).message}`, 'Correct the file.', {
        file,
        line: 1,
        column: 1,
      });
    }
  }
  return undefined;
}
