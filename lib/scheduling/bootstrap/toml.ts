/** What a TOML document can be made of here. */
export type TomlValue = string | number | boolean | readonly string[] | TomlTable;

export interface TomlTable {
  readonly [key: string]: TomlValue | undefined;
}

/**
 * A TOML 1.0 document: values first, then tables, each in the order given (containerd asks mirrors in the order of their
 * tables). Fields that are `undefined` are left out.
 */
export function emitToml(document: TomlTable): string {
  return lines(document, []).join('\n') + '\n';
}

function lines(table: TomlTable, path: readonly string[]): string[] {
  const entries = Object.entries(table).filter((entry): entry is [string, TomlValue] => entry[1] !== undefined);
  const values = entries
    .filter(([, value]) => !isTable(value))
    .map(([name, value]) => `${key(name)} = ${inline(value)}`);
  const tables = entries.flatMap(([name, value]) => (isTable(value) ? lines(value, [...path, key(name)]) : []));
  const header = path.length > 0 && (values.length > 0 || tables.length === 0) ? [`[${path.join('.')}]`] : [];
  return [...header, ...values, ...tables];
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value);
}

function key(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : quoted(name);
}

function inline(value: TomlValue): string {
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`;
  return typeof value === 'string' ? quoted(value) : String(value);
}

/** A basic string: JSON's escapes are TOML's too; only DEL is a control character for TOML alone. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\x7f', '\\u007f');
}
