import * as path from 'node:path';
import { closest } from '../core/closest';
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
  throw new UserFaults(new Judge(config, result.issues).faults());
}

/** Turns issues of a schema into faults of the stack file. */
class Judge {
  private readonly missing: readonly string[];

  public constructor(
    private readonly config: StackConfig,
    private readonly issues: readonly Issue[],
  ) {
    const paths = issues.map(keysOf).filter((at) => at.length > 0 && valueAt(config.values, at) === undefined);
    this.missing = paths.map((at) => String(at.at(-1)));
  }

  public faults(): UserError[] {
    return this.issues.flatMap((issue) => this.faultsOf(issue));
  }

  private faultsOf(issue: Issue): UserError[] {
    const at = keysOf(issue);
    if (issue.keys !== undefined && issue.keys.length > 0)
      return issue.keys.map((key) => {
        const near = closest(key, this.missing);
        const remedy = near === undefined ? undefined : `Did you mean "${near}"?`;
        return this.fault(
          `The configuration has a key "${[...at, key].join('.')}" that the program does not know.`,
          [...at, key],
          remedy,
        );
      });
    const name = at.map(String).join('.');
    if (name === '') return [this.fault(`The configuration is wrong: ${issue.message}.`, at)];
    if (valueAt(this.config.values, at) === undefined) return [this.missingFault(name, at)];
    return [this.fault(`"${name}" in the configuration is wrong: ${issue.message}.`, at)];
  }

  private fault(message: string, at: readonly PropertyKey[], remedy?: string): UserError {
    const source = this.config.where(at);
    return new UserError(
      message,
      remedy ?? (source === undefined ? 'Correct what --set says.' : 'Correct that line.'),
      source,
    );
  }

  private missingFault(name: string, at: readonly PropertyKey[]): UserError {
    const [first = '', ...rest] = at.map(String);
    const file = path.basename(this.config.file);
    const line = [this.config.written(first), ...rest].join('.');
    return new UserError(
      `"${name}" is missing in the configuration${this.config.found ? '' : `: there is no ${file}`}.`,
      `Add \`${line}: …\` below \`config:\` in ${file}, or give it by --set ${name}=….`,
      this.config.where(at),
    );
  }
}

function keysOf({ path: at = [] }: Issue): PropertyKey[] {
  return at.map((part) => (typeof part === 'object' ? part.key : part));
}

function valueAt(values: unknown, at: readonly PropertyKey[]): unknown {
  return at.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | null | undefined)?.[key],
    values,
  );
}
