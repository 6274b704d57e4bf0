import { closest } from '../../core/closest';
import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import { HOST_FIELDS, HOST_FIELD_NAMES } from './host-fields';
import type { HostField, HostFieldName } from './host-fields';
import type { HostRecord } from './host-record';
import type { InventoryHost } from './inventory-host';
import type { GivenHost } from './take-hosts';

/** A host, where it can be told from others at all, and what is wrong with it. */
export interface HostReading {
  readonly host?: GivenHost;
  readonly faults: readonly Fault[];
}

/**
 * Reads what a file says of a host. What is not readable is reported and has a stand-in.
 * @param silent fields whose absence is said elsewhere, once for all hosts
 */
export function readHost(record: HostRecord, silent: ReadonlySet<string> = new Set()): HostReading {
  const { fields, source } = record;
  const named = fields.find(({ key }) => key === 'name');
  const name = named && HOST_FIELDS.name.read(named.value);
  const who = name === undefined ? 'A host of the inventory' : `Host "${name}"`;
  const { values, faults } = readFields(record, who, silent);
  // Without a name nobody can ask for it.
  if (name === undefined) return { faults };
  const { interface: networkInterface, os: osFamily, ...rest } = values;
  const host = {
    ...rest,
    ...(networkInterface !== undefined && { networkInterface }),
    ...(osFamily !== undefined && { osFamily }),
  } as unknown as InventoryHost;
  const addressSource = fields.find(({ key }) => key === 'address')?.source ?? source;
  return { host: { host, source, addressSource }, faults };
}

/** What is wrong with the name of a field, if anything. */
export function fieldNameFault(who: string, key: string, given: readonly string[], source: SourcePosition): NameFault {
  if ((HOST_FIELD_NAMES as readonly string[]).includes(key)) return { faults: [] };
  const missing = HOST_FIELD_NAMES.filter((name) => !given.includes(name));
  const near = closest(key, missing);
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  const remedy = `Fields of a host are ${HOST_FIELD_NAMES.join(', ')}.${meant}`;
  return {
    faults: [hostFault(`${who} has an unknown field "${key}".`, remedy, source)],
    ...(near !== undefined && { meant: near }),
  };
}

interface NameFault {
  readonly faults: readonly Fault[];
  /** The field that was probably meant. */
  readonly meant?: string;
}

function readFields(
  { fields, source }: HostRecord,
  who: string,
  silent: ReadonlySet<string>,
): { values: Partial<Record<HostFieldName, unknown>>; faults: Fault[] } {
  const values: Partial<Record<HostFieldName, unknown>> = {};
  const misspelled = new Set(silent);
  const faults: Fault[] = [];
  const given = fields.map(({ key }) => key);
  for (const { key, source: at } of fields) {
    const fault = fieldNameFault(who, key, given, at);
    faults.push(...fault.faults);
    if (fault.meant !== undefined) misspelled.add(fault.meant);
  }
  for (const name of HOST_FIELD_NAMES) {
    const { read, standIn, required, wanted, remedy }: HostField<unknown> = HOST_FIELDS[name];
    const field = fields.find(({ key }) => key === name);
    if (field === undefined && !required && !misspelled.has(name)) continue;
    const value = field && read(field.value);
    values[name] = value ?? standIn;
    // A misspelled field is reported as such, and not as missing too.
    if (field === undefined && misspelled.has(name)) continue;
    if (field === undefined) faults.push(hostFault(`${who} has no field "${name}".`, remedy, source));
    else if (value === undefined)
      faults.push(
        hostFault(`${who} has ${field.value.shown} as its ${name}, which is not ${wanted}.`, remedy, field.source),
      );
  }
  return { values, faults };
}

/** A fault of one host. */
export function hostFault(message: string, remedy: string, source: SourcePosition): Fault {
  return { rule: 'inventory-host', message, remedy, source };
}
