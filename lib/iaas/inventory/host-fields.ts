import { Size } from 'cdk8s';
import type { Node } from 'yaml';
import { itemsOf, textOf } from './yaml-map';
import type { YamlSource } from './yaml-map';

/** How a field of a host is read. */
export interface HostField<T> {
  /** What is wanted, behind "is not": `a size`. */
  readonly wanted: string;
  /** How it is written: `Write it as "8Gi".` */
  readonly remedy: string;
  /** Stands for a value that was not readable, so that the rest can be checked: nothing else is said about it. */
  readonly standIn: T;
  readonly required: boolean;
  /** The value, or undefined where the node has none. */
  readonly read: (node: Node | null, from: YamlSource) => T | undefined;
}

const UNITS: Readonly<Record<string, (amount: number) => Size>> = {
  Mi: (amount) => Size.mebibytes(amount),
  Gi: (amount) => Size.gibibytes(amount),
  Ti: (amount) => Size.tebibytes(amount),
};

function sizeField(example: string): HostField<Size> {
  return {
    wanted: 'a size',
    remedy: `Write a number and Mi, Gi or Ti, e.g. ${example}.`,
    standIn: Size.tebibytes(16),
    required: true,
    read: (node) => {
      const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(textOf(node) ?? '') ?? [];
      return UNITS[unit]?.(Number(amount));
    },
  };
}

function textField(required: boolean, wanted: string, remedy: string, standIn: string): HostField<string> {
  return { wanted, remedy, standIn, required, read: (node) => textOf(node)?.trim() || undefined };
}

function patternField(pattern: RegExp, wanted: string, remedy: string, standIn: string): HostField<string> {
  const read = (node: Node | null) => pattern.exec(textOf(node) ?? '')?.[0];
  return { wanted, remedy, standIn, required: false, read };
}

/** The fields of a host in an inventory file. */
export const HOST_FIELDS = {
  name: textField(true, 'a name', 'Write its host name, e.g. worker-1.', ''),
  // An address that is text but not an address is judged with those of hosts that a program names.
  address: textField(true, 'an address', 'Write an IPv4 address, e.g. 10.10.1.11.', ''),
  roles: {
    wanted: 'a list of roles',
    remedy: 'Write them as a list, e.g. [worker].',
    standIn: [],
    required: true,
    read: (node, from) => {
      const items = itemsOf(from, node)?.map(textOf);
      return items?.every((item) => item !== undefined && item !== '') ? (items as string[]) : undefined;
    },
  } satisfies HostField<readonly string[]>,
  cpu: {
    wanted: 'a number of CPUs',
    remedy: 'Write the number of its logical CPUs, as `nproc` says it, e.g. 8.',
    standIn: 1_024,
    required: true,
    read: (node) => (/^[1-9]\d{0,5}$/.test(textOf(node) ?? '') ? Number(textOf(node)) : undefined),
  } satisfies HostField<number>,
  memory: sizeField('16Gi'),
  disk: sizeField('100Gi'),
  kernel: patternField(/^\d+\.\d+\S*$/, 'a kernel version', "Write what `uname -r` says, e.g. '6.1'.", '99.0'),
  architecture: patternField(
    /^(x86_64|aarch64)$/,
    'an architecture',
    'Write x86_64 or aarch64, as `uname -m` says it.',
    'x86_64',
  ),
  zone: textField(false, 'a zone', 'Write what it fails together with, e.g. rack-1.', 'all'),
  interface: textField(false, 'a network interface', 'Write the one that has the address, e.g. eth0.', 'eth0'),
} as const;

/** Names of the fields. */
export type HostFieldName = keyof typeof HOST_FIELDS;
