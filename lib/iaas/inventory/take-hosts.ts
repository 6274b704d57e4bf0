import { SizeRoundingBehavior } from 'cdk8s';
import type { Size } from 'cdk8s';
import { parseAddress } from '../../core/cidr';
import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import { WHOLE_SITE } from '../provider';
import type { KnownHost } from '../provider';
import { HOST_FIELDS, INTERFACE, ZONE } from './host-fields';
import type { InventoryHost } from './inventory-host';

/** A host as it was given, and where. */
export interface GivenHost {
  readonly host: InventoryHost;
  /** Where the host is described. */
  readonly source?: SourcePosition;
  /** Where its address is written. */
  readonly addressSource?: SourcePosition;
}

/** What a kernel is called that nobody stated: older than every version. */
export const UNKNOWN_KERNEL = 'unknown';

/** Checks what hosts say of themselves and of each other. A second host of one name is left out. */
export function takeHosts(given: readonly GivenHost[]): { hosts: KnownHost[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const byName = new Map<string, KnownHost>();
  const byAddress = new Map<string, { readonly name: string; readonly source: SourcePosition | undefined }>();
  for (const one of given) {
    const { source, addressSource = source } = one;
    const say = (message: string, remedy: string, at = source) =>
      faults.push({ rule: 'inventory-host', message, remedy, ...(at && { source: at }) });
    for (const { message, remedy, at } of faultsOf(one)) say(message, remedy, at);
    const known = knownHost(one);
    const sameName = byName.get(known.name);
    if (sameName !== undefined) {
      say(
        `The host name "${known.name}" is in the inventory twice${linesOf(sameName.source, source)}.`,
        'Leave one of the two out, or give it another name.',
      );
      continue;
    }
    const sameAddress = known.address === '' ? undefined : byAddress.get(known.address);
    if (sameAddress !== undefined)
      say(
        `The hosts "${sameAddress.name}" and "${known.name}" have the same address ${known.address}${linesOf(sameAddress.source, addressSource)}.`,
        'Give one of the two another address.',
        addressSource,
      );
    const kept = sameAddress === undefined ? known : { ...known, address: '' };
    byName.set(kept.name, kept);
    if (kept.address !== '') byAddress.set(kept.address, { name: kept.name, source: addressSource });
  }
  return { hosts: [...byName.values()], faults };
}

function linesOf(first: SourcePosition | undefined, second: SourcePosition | undefined): string {
  return first === undefined || second === undefined ? '' : ` (lines ${first.line} and ${second.line})`;
}

interface HostFault {
  readonly message: string;
  readonly remedy: string;
  readonly at?: SourcePosition | undefined;
}

/** What is wrong with one host by itself. Types are right here: the compiler or readInventory saw to it. */
function* faultsOf({ host, addressSource }: GivenHost): Iterable<HostFault> {
  const { name, address, cpu, zone, networkInterface } = host;
  if (name === '')
    yield { message: 'A host of the inventory has an empty name.', remedy: 'Give it a name, e.g. "worker-1".' };
  if (address !== '' && parseAddress(address) === undefined)
    yield {
      message: `The address "${address}" of host "${name}" is not an IPv4 address.`,
      remedy: 'Write four numbers of 0 to 255, e.g. "10.10.1.11".',
      at: addressSource,
    };
  if (!isCpus(cpu))
    yield {
      message: `Host "${name}" has ${cpu} CPUs.`,
      remedy: 'Write the number of its logical CPUs, as `nproc` says it.',
    };
  for (const what of ['memory', 'disk'] as const)
    if (mebibytes(host[what]) < 1)
      yield {
        message: `Host "${name}" has no ${what}.`,
        remedy: `Write its size as \`${what}\`, e.g. Size.gibibytes(100).`,
      };
  if (zone !== undefined && !ZONE.test(zone))
    yield {
      message: `Host "${name}" has "${zone}" as its zone, which is not a zone.`,
      remedy: HOST_FIELDS.zone.remedy,
    };
  if (networkInterface !== undefined && !INTERFACE.test(networkInterface))
    yield {
      message: `Host "${name}" has "${networkInterface}" as its networkInterface, which is not a network interface.`,
      remedy: HOST_FIELDS.interface.remedy,
    };
}

function isCpus(cpu: number): boolean {
  return Number.isSafeInteger(cpu) && cpu >= 1;
}

function mebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR });
}

/** The value, or where it is none what stands for it, so that nothing else is said about it. */
function soundOr<T>(isSound: boolean, value: T, standIn: T): T {
  return isSound ? value : standIn;
}

function knownHost({ host, source }: GivenHost): KnownHost {
  const { name, address, roles, cpu, memory, disk, networkInterface } = host;
  const rounding = SizeRoundingBehavior.FLOOR;
  return {
    name: name === '' ? 'unnamed' : name,
    address: parseAddress(address) === undefined ? '' : address,
    roles: [...new Set(roles)],
    cpu: soundOr(isCpus(cpu), cpu, HOST_FIELDS.cpu.standIn),
    memoryMib: mebibytes(soundOr(mebibytes(memory) >= 1, memory, HOST_FIELDS.memory.standIn)),
    diskGib: soundOr(mebibytes(disk) >= 1, disk, HOST_FIELDS.disk.standIn).toGibibytes({ rounding }),
    architecture: host.architecture ?? 'x86_64',
    kernel: host.kernel ?? UNKNOWN_KERNEL,
    zone: soundOr(ZONE.test(host.zone ?? ''), host.zone, undefined) ?? WHOLE_SITE,
    ...(host.osFamily !== undefined && { osFamily: host.osFamily }),
    ...(networkInterface !== undefined && INTERFACE.test(networkInterface) && { networkInterface }),
    ...(source && { source }),
  };
}
