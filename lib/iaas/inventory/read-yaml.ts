import { LineCounter, parseDocument } from 'yaml';
import type { Node } from 'yaml';
import { closest } from '../../core/closest';
import type { Fault } from '../../core/finding';
import { HOST_FIELD_NAMES } from './host-fields';
import type { FieldValue } from './host-record';
import type { InventoryFile, InventoryReading } from './inventory-format';
import { hostFault, readHost } from './read-host';
import type { HostReading } from './read-host';
import { aliasTargets, fieldsOf, itemsOf, kindOf, lostAliases, positionOf, textOf } from './yaml-map';
import type { YamlSource } from './yaml-map';

/** Reads the hosts of a YAML file: a list below `hosts`. */
export function readYaml({ file, text, fault }: InventoryFile): InventoryReading {
  const from = parse(file, text);
  const [error] = from.document.errors;
  if (error !== undefined) {
    const { line, col } = from.lines.linePos(error.pos[0]);
    if (error.code === 'MULTIPLE_DOCS')
      return none(
        fault('is several YAML documents.', 'Take out this "---" and put all hosts into one list below "hosts:".', {
          file,
          line,
          column: col,
        }),
      );
    return none(fault(`is not YAML: ${sentence(error.message)}`, 'Correct it there.', { file, line, column: col }));
  }
  const fields = fieldsOf(from, from.document.contents) ?? [];
  const stray = fields.filter(({ key, lost }) => key !== 'hosts' && !(lost && key === '<<'));
  const unnamed = lostAliases(from).map((alias) =>
    fault(
      `uses "*${alias.source}", and nothing before it is named so.`,
      `Correct the name, or write "&${alias.source}" where what it stands for is.`,
      positionOf(from, alias),
    ),
  );
  const misnamed = stray.map(({ key, source }) => {
    const meant = closest(key, ['hosts']) === undefined ? '' : ' Did you mean "hosts"?';
    return fault(`has an unknown field "${key}".`, `Its one field is "hosts".${meant}`, source);
  });
  const faults = [...unnamed, ...misnamed];
  const hosts = fields.find(({ key }) => key === 'hosts');
  const items = itemsOf(from, hosts?.value ?? null);
  if (hosts === undefined && faults.length === 0)
    return none(fault('has no list of hosts.', 'Begin it with "hosts:", and a list of hosts below.'));
  if (hosts !== undefined && !hosts.lost && items === undefined)
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
  // What an alias that stands for nothing was to say is not missing too.
  const lost = fields.filter((field) => field.lost).map(({ key }) => key);
  const known = fields.filter((field) => !field.lost);
  return readHost(
    { source, fields: known.map((field) => ({ ...field, value: valueOf(from, field.value) })) },
    new Set(lost.includes('<<') ? HOST_FIELD_NAMES : lost),
  );
}

function valueOf(from: YamlSource, node: Node | null): FieldValue {
  return { text: textOf(node), items: itemsOf(from, node)?.map(textOf), shown: kindOf(node) };
}

function none(fault: Fault): InventoryReading {
  return { hosts: [], faults: [fault] };
}

function parse(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return { file, lines, document, targets: aliasTargets(document) };
}

function sentence(message: string): string {
  return `${message.split('\n')[0]?.replace(/[.:]?\s*$/, '') ?? ''}.`;
}
