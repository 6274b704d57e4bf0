import type { Node } from 'yaml';
import { closest } from '../../core/closest';
import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import { HOST_FIELDS } from './host-fields';
import type { HostField, HostFieldName } from './host-fields';
import type { InventoryHost } from './inventory-host';
import type { GivenHost } from './take-hosts';
import { fieldsOf, kindOf, positionOf } from './yaml-map';
import type { YamlField, YamlSource } from './yaml-map';

/** A host, where it can be told from others at all, and what is wrong with it. */
export interface HostReading {
  readonly host?: GivenHost;
  readonly faults: readonly Fault[];
}

const NAMES = Object.keys(HOST_FIELDS) as HostFieldName[];

/** Reads an item of the list of hosts. What is not readable is reported and has a stand-in. */
export function readHost(from: YamlSource, node: Node | null): HostReading {
  const source = positionOf(from, node);
  const fields = fieldsOf(from, node);
  if (fields === undefined)
    return {
      faults: [
        fault(
          `An item of the inventory is ${kindOf(node)}, which is not a host.`,
          'Write a host as fields: "name: worker-1", "address: 10.10.1.11" and so on.',
          source,
        ),
      ],
    };
  const name = HOST_FIELDS.name.read(fields.find(({ key }) => key === 'name')?.value ?? null, from);
  const who = name === undefined ? 'A host of the inventory' : `Host "${name}"`;
  const { values, faults } = readFields(from, fields, who, source);
  // Without a name nobody can ask for it.
  if (name === undefined) return { faults };
  const { interface: networkInterface, ...rest } = values;
  const host = { ...rest, ...(networkInterface !== undefined && { networkInterface }) } as unknown as InventoryHost;
  const addressSource = fields.find(({ key }) => key === 'address')?.source ?? source;
  return { host: { host, source, addressSource }, faults };
}

function readFields(
  from: YamlSource,
  fields: readonly YamlField[],
  who: string,
  source: SourcePosition,
): { values: Partial<Record<HostFieldName, unknown>>; faults: Fault[] } {
  const values: Partial<Record<HostFieldName, unknown>> = {};
  const misspelled = new Set<string>();
  const faults: Fault[] = [];
  for (const { key, source: at } of fields) {
    if ((NAMES as string[]).includes(key)) continue;
    const missing = NAMES.filter((name) => !fields.some((field) => field.key === name));
    const near = closest(key, missing);
    if (near !== undefined) misspelled.add(near);
    const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
    faults.push(
      fault(`${who} has an unknown field "${key}".`, `Fields of a host are ${NAMES.join(', ')}.${meant}`, at),
    );
  }
  for (const name of NAMES) {
    const { read, standIn, required, wanted, remedy }: HostField<unknown> = HOST_FIELDS[name];
    const field = fields.find(({ key }) => key === name);
    if (field === undefined && !required && !misspelled.has(name)) continue;
    const value = field && read(field.value, from);
    values[name] = value ?? standIn;
    // A misspelled field is reported as such, and not as missing too.
    if (field === undefined && misspelled.has(name)) continue;
    if (field === undefined) faults.push(fault(`${who} has no field "${name}".`, remedy, source));
    else if (value === undefined)
      faults.push(
        fault(`${who} has ${kindOf(field.value)} as its ${name}, which is not ${wanted}.`, remedy, field.source),
      );
  }
  return { values, faults };
}

function fault(message: string, remedy: string, source: SourcePosition): Fault {
  return { rule: 'inventory-host', message, remedy, source };
}
