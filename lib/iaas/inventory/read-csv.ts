import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import { HOST_FIELDS, HOST_FIELD_NAMES } from './host-fields';
import type { FieldValue, HostRecord } from './host-record';
import type { InventoryFile, InventoryReading } from './inventory-format';
import { fieldNameFault, readHost } from './read-host';

/** A row of the table, and the line that it ends in. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const SEPARATORS = [',', ';', '\t'];

/**
 * Reads the hosts of a CSV file: the names of the fields in the first row, a host in each other row. Separated by comma,
 * semicolon or tab, whichever the first row has; roles by spaces, `|` or one of the others. An empty cell says nothing.
 */
export function readCsv(inventory: InventoryFile): InventoryReading {
  const { text, fault } = inventory;
  const separator = separatorOf(text);
  const [head, ...rows] = rowsOf(inventory, separator);
  if (head === undefined || 'rule' in head)
    return {
      hosts: [],
      faults: [head ?? fault('has no rows.', `Begin it with the names of the fields: ${HOST_FIELD_NAMES.join(',')}.`)],
    };
  const lines = text.split(/\r?\n/);
  const at = ({ line }: Row, column: number) => ({
    file: inventory.file,
    line,
    column: columnOf(lines[line - 1] ?? '', separator, column),
  });
  const { faults, silent } = headFaults(head, inventory, at);
  const readings = rows.flatMap((row) => ('rule' in row ? [] : [readHost(recordOf(head, row, at), silent)]));
  const long = rows.flatMap((row) =>
    'rule' in row || row.cells.length <= head.cells.length
      ? []
      : fault(
          `has ${row.cells.length} cells in line ${row.line}, and its first row names ${head.cells.length}.`,
          'Leave the rest out, or put a cell that has the separator in it into quotes.',
          at(row, head.cells.length),
        ),
  );
  return {
    hosts: readings.flatMap(({ host }) => host ?? []),
    faults: [...faults, ...long, ...readings.flatMap((reading) => reading.faults)],
  };
}

function rowsOf({ file, text, fault }: InventoryFile, delimiter: string): readonly (Row | Fault)[] {
  try {
    const rows = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = 1 } = error as { readonly lines?: number };
    return [fault(`is not CSV: ${sentence(error.message)}`, 'Correct it there.', { file, line: lines, column: 1 })];
  }
}

/** What is wrong with the first row; a field that it lacks is said here, and not for every host. */
function headFaults(
  head: Row,
  { fault }: InventoryFile,
  at: (row: Row, column: number) => SourcePosition,
): { readonly faults: readonly Fault[]; readonly silent: ReadonlySet<string> } {
  const faults: Fault[] = [];
  const silent = new Set<string>();
  head.cells.forEach((key, column) => {
    const { faults: unknown, meant } = fieldNameFault('The inventory', key, head.cells, at(head, column));
    faults.push(...unknown);
    if (meant !== undefined) silent.add(meant);
    if (head.cells.indexOf(key) < column)
      faults.push(fault(`has the field "${key}" twice.`, 'Leave one of the columns out.', at(head, column)));
  });
  for (const name of HOST_FIELD_NAMES) {
    if (!HOST_FIELDS[name].required || head.cells.includes(name) || silent.has(name)) continue;
    silent.add(name);
    faults.push(fault(`has no column "${name}".`, `Add it to the first row. ${HOST_FIELDS[name].remedy}`, at(head, 0)));
  }
  return { faults, silent };
}

/** Fields of a host. Those with unknown names are left out: they are reported once. */
function recordOf(head: Row, row: Row, at: (row: Row, column: number) => SourcePosition): HostRecord {
  const fields = head.cells.flatMap((key, column) => {
    const text = row.cells[column] ?? '';
    const known = (HOST_FIELD_NAMES as readonly string[]).includes(key) && head.cells.indexOf(key) === column;
    return known && text !== '' ? [{ key, value: valueOf(text), source: at(row, column) }] : [];
  });
  return { fields, source: at(row, 0) };
}

function valueOf(text: string): FieldValue {
  return { text, items: text.split(/[\s,;|]+/).filter((item) => item !== ''), shown: `"${text}"` };
}

function separatorOf(text: string): string {
  const head = text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  return SEPARATORS.find((separator) => head.includes(separator)) ?? ',';
}

/** Where a cell begins in its line, by the separators before it that are not in quotes. */
function columnOf(line: string, separator: string, column: number): number {
  let [cell, quoted, at] = [0, false, 0];
  for (; at < line.length && cell < column; at++) {
    if (line[at] === '"') quoted = !quoted;
    if (line[at] === separator && !quoted) cell++;
  }
  return cell < column ? 1 : at + 1;
}

function sentence(message: string): string {
  return `${message.replace(/[.:]?\s*$/, '')}.`;
}
