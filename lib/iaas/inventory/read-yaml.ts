import { LineCounter, parseDocument } from 'yaml';
import type { Node } from 'yaml';
import { closest } from '../../core/closest';
import type { Fault } from '../../core/finding';
import type { FieldValue } from './host-record';
import type { InventoryFile, InventoryReading } from './inventory-format';
import { hostFault, readHost } from './read-host';
import type { HostReading } from './read-host';
import { fieldsOf, itemsOf, kindOf, positionOf, textOf } from './yaml-map';
import type { YamlSource } from './yaml-map';

/** Reads the hosts of a YAML file: a list below `hosts`. */
export function readYaml({ file, text, fault }: InventoryFile): InventoryReading {
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
  const readings = (items ?? []).map((item) => readItem(from, item));
  return {
    hosts: readings.flatMap(({ host }) => host ?? []),
    faults: [...faults, ...readings.flatMap((reading) => reading.faults)],
  };
}

function readItem(from: YamlSource, node: Node | null): HostReading {
  const source = positionOf(from, node);
  const fields = fieldsOf(from, node);
  if (fields === undefined) {
    const message = `An item of the inventory is ${kindOf(node)}, which is not a host.`;
    const remedy = 'Write a host as fields: "name: worker-1", "address: 10.10.1.11" and so on.';
    return { faults: [hostFault(message, remedy, source)] };
  }
  return readHost({ source, fields: fields.map((field) => ({ ...field, value: valueOf(from, field.value) })) });
}

function valueOf(from: YamlSource, node: Node | null): FieldValue {
  return { text: textOf(node), items: itemsOf(from, node)?.map(textOf), shown: kindOf(node) };
}

function none(fault: Fault): InventoryReading {
  return { hosts: [], faults: [fault] };
}

function parse(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  return { file, lines, document: parseDocument(text, { lineCounter: lines, prettyErrors: false }) };
}

function sentence(message: string): string {
  return `${message.split('\n')[0]?.replace(/[.:]?\s*$/, '') ?? ''}.`;
}
