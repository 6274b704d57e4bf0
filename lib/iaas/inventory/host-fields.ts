import { Size } from 'cdk8s';
import type { FieldValue } from './host-record';

/** How a field of a host is read. */
export interface HostField<T> {
  /** What is wanted, behind "is not": `a size`. */
  readonly wanted: string;
  /** How it is written: `Write it as "8Gi".` */
  readonly remedy: string;
  /** Stands for a value that was not readable, so that the rest can be checked: nothing else is said about it. */
  readonly standIn: T;
  readonly required: boolean;
  /** The value, or undefined where the field has none. */
  readonly read: (value: FieldValue) => T | undefined;
}

const UNITS: Readonly<Record<string, (amount: number) => Size>> = {
  Mi: (amount) => Size.mebibytes(amount),
  Gi: (amount) => Size.gibibytes(amount),
  Ti: (amount) => Size.tebibytes(amount),
};

function sizeField(example: string): HostField<Size> {
  return {
    wanted: 'a size',
    remedy: `Write a number above zero and Mi, Gi or Ti, e.g. ${example}.`,
    standIn: Size.tebibytes(16),
    required: true,
    read: ({ text }) => {
      const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(text ?? '') ?? [];
      return Number(amount) > 0 ? UNITS[unit]?.(Number(amount)) : undefined;
    },
  };
}

/** What can be the value of a label of its node. */
export const ZONE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Linux takes up to 15 bytes (IFNAMSIZ in linux/if.h); these are the characters that are in use. */
export const INTERFACE = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/;

function textField(wanted: string, remedy: string, standIn: string): HostField<string> {
  return { wanted, remedy, standIn, required: true, read: ({ text }) => text?.trim() || undefined };
}

function patternField(pattern: RegExp, wanted: string, remedy: string, standIn: string): HostField<string> {
  const read = ({ text }: FieldValue) => pattern.exec(text?.trim() ?? '')?.[0];
  return { wanted, remedy, standIn, required: false, read };
}

/** The fields of a host in an inventory file. */
export const HOST_FIELDS = {
  name: textField('a name', 'Write its host name, e.g. worker-1.', ''),
  // An address that is text but not an address is judged with those of hosts that a program names.
  address: textField('an address', 'Write an IPv4 address, e.g. 10.10.1.11.', ''),
  roles: {
    wanted: 'a list of roles',
    remedy: 'Write them as a list, in YAML e.g. [worker, etcd], in CSV e.g. worker etcd.',
    standIn: [],
    required: true,
    read: ({ items }) =>
      items?.every((item) => item !== undefined && item !== '') ? (items as readonly string[]) : undefined,
  } satisfies HostField<readonly string[]>,
  cpu: {
    wanted: 'a number of CPUs',
    remedy: 'Write the number of its logical CPUs, as `nproc` says it, e.g. 8.',
    standIn: 1_024,
    required: true,
    read: ({ text }) => (/^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : undefined),
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
  os: patternField(
    /^(debian|rhel)$/,
    'a family of distributions',
    'Write debian (Debian, Ubuntu) or rhel (RHEL, Rocky, Alma).',
    'debian',
  ),
  zone: patternField(
    ZONE,
    'a zone',
    'Write what it fails together with, in at most 63 letters, digits, "-", "_" and ".", e.g. rack-1.',
    'all',
  ),
  interface: patternField(
    INTERFACE,
    'a network interface',
    'Write the one that has the address, as `ip link` lists it, e.g. eth0.',
    'eth0',
  ),
} as const;

/** Names of the fields. */
export type HostFieldName = keyof typeof HOST_FIELDS;

/** The names, in order. */
export const HOST_FIELD_NAMES = Object.keys(HOST_FIELDS) as readonly HostFieldName[];
