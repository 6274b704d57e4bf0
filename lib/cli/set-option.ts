import { parse } from 'yaml';
import { UserError } from '../core/finding';

/** One `--set`: which value, by its keys from the outside in. */
export interface Override {
  readonly keys: readonly string[];
  readonly value: unknown;
}

/**
 * Reads `network.cidr=10.0.0.0/16`.
 * @throws UserError where it is not key=value
 */
export function parseOverride(text: string): Override {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined || key.split('.').includes(''))
    throw new UserError(
      `--set "${text}" is not key=value.`,
      'Write e.g. --set domain=corp.example or --set network.cidr=10.0.0.0/16.',
    );
  return { keys: key.split('.'), value: parseValue(value) };
}

/** Numbers, truth values, lists and maps as YAML has them; anything else is text. */
function parseValue(text: string): unknown {
  if (text === '') return text;
  try {
    return parse(text, { logLevel: 'silent' }) as unknown;
  } catch {
    return text;
  }
}

/** The map with the override in it; the map itself stays as it is. */
export function withOverride(
  map: Readonly<Record<string, unknown>>,
  { keys, value }: Override,
): Record<string, unknown> {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) return { ...map, [key]: value };
  const inner = Object.hasOwn(map, key) ? map[key] : undefined;
  const base = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  return { ...map, [key]: withOverride(base as Record<string, unknown>, { keys: rest, value }) };
}
