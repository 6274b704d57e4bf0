import * as fs from 'node:fs';
import * as path from 'node:path';
import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import { UserError } from '../core/finding';
import type { SourcePosition } from '../core/source';
import { UserFaults } from './user-faults';

/** What `config:` of a stack file says, without the project's prefix. */
export interface StackFile {
  readonly values: Readonly<Record<string, unknown>>;
  /** Where a value stands, or what is around it. */
  where(at: readonly PropertyKey[]): SourcePosition | undefined;
}

/**
 * Reads a stack file of Pulumi. Keys of other projects and providers are left out.
 * @param stack the project whose keys are wanted; keys without a prefix are taken too
 * @throws UserError where it is not YAML; UserFaults naming all values that cannot be used
 */
export function readStackFile(file: string, stack: string | undefined, environment: string): StackFile {
  const lines = new LineCounter();
  const document = parseDocument(fs.readFileSync(file, 'utf8'), { lineCounter: lines });
  const position = (offset = 0): SourcePosition => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    const reason = broken.message.split(/ at line |\n/)[0] ?? '';
    throw new UserError(
      `${path.basename(file)} is not YAML: ${reason}.`,
      'Correct that line.',
      position(broken.pos[0]),
    );
  }
  const config = document.get('config', true) as Node | undefined;
  if (config === undefined || (isScalar(config) && config.value === null))
    return { values: {}, where: () => undefined };
  if (!isMap(config))
    throw new UserError(
      `"config" in ${path.basename(file)} is not a map.`,
      'Write lines of `key: value` below it.',
      position(config.range?.[0]),
    );
  const own = ownKeys(config, stack);
  const values = Object.fromEntries(
    [...own].map(([name, { value }]) => [name, isNode(value) ? value.toJS(document) : value]),
  );
  checkValues(values, environment, (name) => position(offsetOf(own.get(name))));
  const top = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === 'config')
    : undefined;
  return {
    values,
    where: ([first, ...rest]) => position(innermost(own.get(String(first)), rest) ?? offsetOf(top)),
  };
}

/** The pairs of the project by key; `enterprise:domain` and `domain` are the same. */
function ownKeys(config: YAMLMap, stack: string | undefined): ReadonlyMap<string, Pair> {
  const own = new Map<string, Pair>();
  for (const pair of config.items) {
    const written = String(isScalar(pair.key) ? pair.key.value : pair.key);
    const [, prefix, name = written] = /^([^:]*):(.*)$/.exec(written) ?? [];
    if (prefix === undefined || prefix === stack) own.set(name, pair);
  }
  return own;
}

function checkValues(
  values: Readonly<Record<string, unknown>>,
  environment: string,
  position: (name: string) => SourcePosition,
): void {
  const faults: UserError[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (isEncrypted(value))
      faults.push(
        new UserError(
          `The value of "${name}" is encrypted, which only Pulumi can read.`,
          'Keep secrets out of the configuration: use Secret.fromEnvironment in the program, or give the value by --set.',
          position(name),
        ),
      );
    if (name === 'environment' && value !== environment)
      faults.push(
        new UserError(
          `"environment" is "${String(value)}" here, but this run is for "${environment}".`,
          'Take the line out: the environment is given by --environment.',
          position(name),
        ),
      );
  }
  if (faults.length > 0) throw new UserFaults(faults);
}

/** Pulumi keeps a secret as `{ secure: … }`, at any depth. */
function isEncrypted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'secure' && typeof first[1] === 'string') return true;
  return entries.some(([, inner]) => isEncrypted(inner));
}

function offsetOf(pair: Pair | undefined): number | undefined {
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** Offset of the value at these keys below a pair, or of the last thing around it that is there. */
function innermost(pair: Pair | undefined, keys: readonly PropertyKey[]): number | undefined {
  let offset = offsetOf(pair);
  let inside = pair?.value;
  for (const key of keys) {
    const next: Pair | undefined = isMap(inside)
      ? inside.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key))
      : undefined;
    inside = isSeq(inside) ? inside.items[Number(key)] : next?.value;
    const found = offsetOf(next) ?? (isNode(inside) ? inside.range?.[0] : undefined);
    if (found === undefined) return offset;
    offset = found;
  }
  return offset;
}
