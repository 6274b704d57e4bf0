import * as fs from 'node:fs';
import * as path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { closest } from '../../core/closest';
import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import { readHost } from './read-host';
import type { GivenHost } from './take-hosts';
import { fieldsOf, itemsOf, kindOf } from './yaml-map';
import type { YamlSource } from './yaml-map';

/** The hosts of a file, and what is wrong with it. */
export interface InventoryReading {
  readonly hosts: readonly GivenHost[];
  readonly faults: readonly Fault[];
}

/** A thousand hosts are 200 kB. */
const MAX_BYTES = 10_000_000;

/** Reads the hosts of a YAML file. Nothing is thrown. */
export function readInventory(name: string): InventoryReading {
  const file = path.resolve(name);
  const fault = (message: string, remedy: string, source: SourcePosition = { file, line: 1, column: 1 }): Fault => ({
    rule: 'inventory-file',
    message: `The inventory ${name} ${message}`,
    remedy,
    source,
  });
  const text = readText(file);
  if (typeof text !== 'string')
    return none(fault(`cannot be read: ${text.why}.`, `Correct its path; it was looked for at ${file}.`));
  const from = parse(file, text);
  const [error] = from.document.errors;
  if (error !== undefined) {
    const { line, col } = from.lines.linePos(error.pos[0]);
    return none(fault(`is not YAML: ${sentence(error.message)}`, 'Correct it there.', { file, line, column: col }));
  }
  const fields = fieldsOf(from, from.document.contents) ?? [];
  const stray = fields.filter(({ key }) => key !== 'hosts');
  const faults = stray.map(({ key, source }) => {
    const meant = closest(key, ['hosts']) === undefined ? '' : ' Did you mean "hosts"?';
    return fault(`has an unknown field "${key}".`, `Its one field is "hosts".${meant}`, source);
  });
  const hosts = fields.find(({ key }) => key === 'hosts');
  const items = itemsOf(from, hosts?.value ?? null);
  if (hosts === undefined && faults.length === 0)
    return none(fault('has no list of hosts.', 'Begin it with "hosts:", and a list of hosts below.'));
  if (hosts !== undefined && items === undefined)
    faults.push(
      fault(
        `has ${kindOf(hosts.value)} where its hosts should be.`,
        'Write them as a list, each beginning with "- name: …".',
        hosts.source,
      ),
    );
  const readings = (items ?? []).map((item) => readHost(from, item));
  return {
    hosts: readings.flatMap(({ host }) => host ?? []),
    faults: [...faults, ...readings.flatMap((reading) => reading.faults)],
  };
}

function none(fault: Fault): InventoryReading {
  return { hosts: [], faults: [fault] };
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

function parse(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  return { file, lines, document: parseDocument(text, { lineCounter: lines, prettyErrors: false }) };
}

function sentence(message: string): string {
  return `${message.split('\n')[0]?.replace(/[.:]?\s*$/, '') ?? ''}.`;
}
