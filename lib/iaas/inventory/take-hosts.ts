import { SizeRoundingBehavior } from 'cdk8s';
import { parseAddress } from '../../core/cidr';
import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import { WHOLE_SITE } from '../provider';
import type { KnownHost } from '../provider';
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
const UNKNOWN_KERNEL = 'unknown';

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
function* faultsOf({ host: { name, address, cpu }, addressSource }: GivenHost): Iterable<HostFault> {
  if (name === '')
    yield { message: 'A host of the inventory has an empty name.', remedy: 'Give it a name, e.g. "worker-1".' };
  if (address !== '' && parseAddress(address) === undefined)
    yield {
      message: `The address "${address}" of host "${name}" is not an IPv4 address.`,
      remedy: 'Write four numbers of 0 to 255, e.g. "10.10.1.11".',
      at: addressSource,
    };
  if (!Number.isSafeInteger(cpu) || cpu < 1)
    yield {
      message: `Host "${name}" has ${cpu} CPUs.`,
      remedy: 'Write the number of its logical CPUs, as `nproc` says it.',
    };
}

function knownHost({ host, source }: GivenHost): KnownHost {
  const { name, address, roles, cpu, memory, disk, networkInterface } = host;
  const rounding = SizeRoundingBehavior.FLOOR;
  return {
    name: name === '' ? 'unnamed' : name,
    address: parseAddress(address) === undefined ? '' : address,
    roles: [...new Set(roles)],
    cpu,
    memoryMib: memory.toMebibytes({ rounding }),
    diskGib: disk.toGibibytes({ rounding }),
    architecture: host.architecture ?? 'x86_64',
    kernel: host.kernel ?? UNKNOWN_KERNEL,
    zone: host.zone ?? WHOLE_SITE,
    ...(host.osFamily !== undefined && { osFamily: host.osFamily }),
    ...(networkInterface !== undefined && { networkInterface }),
    ...(source && { source }),
  };
}
