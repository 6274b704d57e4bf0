import * as path from 'node:path';
import { UserError } from '../core/finding';
import type { StackConfig } from './stack-config';
import { UserFaults } from './user-faults';

/** The part of Standard Schema (https://standardschema.dev) that validates; zod, valibot, arktype and others have it. */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    validate(value: unknown): ValidationResult | Promise<ValidationResult>;
  };
}

type ValidationResult =
  { readonly value: unknown; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** zod says here which keys it does not know. */
  readonly keys?: readonly string[];
}

/** Whether what a program exports as `config` is a schema. */
export function isStandardSchema(schema: unknown): schema is StandardSchema {
  const standard = (schema as Partial<StandardSchema> | null | undefined)?.['~standard'] as
    Partial<StandardSchema['~standard']> | undefined;
  return standard?.version === 1 && typeof standard.validate === 'function';
}

/**
 * The configuration as the schema gives it, defaults and conversions included.
 * @throws UserFaults with all faults, each with its line in the stack file
 */
export async function applySchema(schema: StandardSchema, config: StackConfig): Promise<unknown> {
  const result = await schema['~standard'].validate(config.values);
  if (result.issues === undefined) return result.value;
  throw new UserFaults(result.issues.flatMap((issue) => faultsOf(issue, config)));
}

function faultsOf({ message, path: at = [], keys }: Issue, config: StackConfig): UserError[] {
  const where = at.map((part) => (typeof part === 'object' ? part.key : part));
  if (keys !== undefined && keys.length > 0)
    return keys.map((key) =>
      fault(
        `The configuration has a key "${[...where, key].join('.')}" that the program does not know.`,
        [...where, key],
        config,
      ),
    );
  const name = where.map(String).join('.');
  if (name === '') return [fault(`The configuration is wrong: ${message}.`, where, config)];
  if (valueAt(config.values, where) === undefined) return [missing(name, where, config)];
  return [fault(`"${name}" in the configuration is wrong: ${message}.`, where, config)];
}

function fault(message: string, at: readonly PropertyKey[], config: StackConfig): UserError {
  const source = config.where(at);
  return new UserError(message, source === undefined ? 'Correct what --set says.' : 'Correct that line.', source);
}

function missing(name: string, at: readonly PropertyKey[], config: StackConfig): UserError {
  const [first = '', ...rest] = at.map(String);
  const file = path.basename(config.file);
  const line = [config.written(first), ...rest].join('.');
  return new UserError(
    `"${name}" is missing in the configuration${config.found ? '' : `: there is no ${file}`}.`,
    `Add \`${line}: …\` below \`config:\` in ${file}, or give it by --set ${name}=….`,
    config.where(at),
  );
}

function valueAt(values: unknown, at: readonly PropertyKey[]): unknown {
  return at.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | null | undefined)?.[key],
    values,
  );
}
