import * as fs from 'node:fs';
import * as path from 'node:path';
import type { InventoryFile, InventoryReading } from './inventory-format';
import { readCsv } from './read-csv';
import { readYaml } from './read-yaml';

/** A thousand hosts are 200 kB. */
const MAX_BYTES = 10_000_000;

/** Reads the hosts of a file: CSV where its name ends so, else YAML. Nothing is thrown. */
export function readInventory(name: string): InventoryReading {
  const file = path.resolve(name);
  const fault: InventoryFile['fault'] = (message, remedy, source = { file, line: 1, column: 1 }) => ({
    rule: 'inventory-file',
    message: `The inventory ${name} ${message}`,
    remedy,
    source,
  });
  const text = readText(file);
  if (typeof text !== 'string') {
    // No place in the file: that of the program which names it is where to look.
    const { source: _, ...unreadable } = fault(
      `cannot be read: ${text.why}.`,
      `Correct its path; it was looked for at ${file}.`,
    );
    return { hosts: [], faults: [unreadable] };
  }
  const read = path.extname(file).toLowerCase() === '.csv' ? readCsv : readYaml;
  return read({ file, text, fault });
}

function readText(file: string): string | { readonly why: string } {
  try {
    const { size } = fs.statSync(file);
    return size > MAX_BYTES ? { why: `it has ${size} bytes` } : fs.readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const known: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EACCES: 'it may not be read',
      EISDIR: 'it is a folder',
    };
    return { why: known[code] ?? code };
  }
}
