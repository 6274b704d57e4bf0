import { SizeRoundingBehavior } from 'cdk8s';
import type { Fault } from '../../../core/finding';
import { Image } from '../../image';
import type { ImageReference } from '../../image';
import type { IProvider, KnownHost, ProviderCapabilities } from '../../provider';
import type { Architecture } from '../../architecture';
import type { HostWish, MachineShape } from '../../shape';
import { machineShape, referenceTo } from '../machine-shape';
import { cheapestType, typeRemedy } from '../machine-type';
import type { MachineType } from '../machine-type';
import { settleZoneNames } from '../zones';
import type { ZoneNames } from '../zones';
import { openStackCapabilities } from './capabilities';
import { machineTypeOf } from './flavor';
import type { Flavor } from './flavor';
import { OPENSTACK_IMAGES } from './images';

export interface OpenStackProviderProps {
  /** Name of the cloud in `clouds.yaml`. */
  readonly cloud: string;
  /**
   * The flavors that machines are chosen from.
   * @default - a machine is of the flavor that has exactly the CPUs and memory that are wanted, found when it is made
   */
  readonly flavors?: readonly Flavor[];
  /** Availability zones of Nova. @default ['nova'] */
  readonly zones?: readonly string[];
  /** What machines boot where they say nothing themselves. @default Image.debian12() */
  readonly image?: Image;
  /** The cloud has Octavia. @default true */
  readonly balancers?: boolean;
  /** Volume types of Cinder, the usual one first. @default ['__DEFAULT__'], the type that Cinder has for all who name none */
  readonly volumeTypes?: readonly string[];
  /** Share types of Manila, the usual one first. @default - none: the cloud has no Manila */
  readonly shareTypes?: readonly string[];
}

const ID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

/** Its operator chooses the names; Nova has ":" between a zone and a host, and "/" is that of the ledger. */
const ZONES: ZoneNames = {
  provider: 'openstack',
  wanted: 'the name of a zone',
  form: /^[A-Za-z0-9]([A-Za-z0-9_. -]{0,253}[A-Za-z0-9])?$/,
  remedy:
    'Write it as `openstack availability zone list` does, e.g. "nova": letters, digits, "-", "_", "." and blanks.',
  usual: ['nova'],
};

/** Machines of an OpenStack cloud. */
export class OpenStackProvider implements IProvider {
  public readonly kind = 'openstack';
  public readonly capabilities: ProviderCapabilities;
  public readonly settings: Readonly<Record<string, unknown>>;
  public readonly hosts: readonly KnownHost[] = [];
  public readonly faults: readonly Fault[];
  public readonly image: Image;
  /**
   * The network's own, the router, and three for DHCP, whose ports take the first that are free
   * (neutron/ipam/requests.py, AddressRequestFactory); broadcast.
   */
  public readonly reservedAddresses = [0, 1, 2, 3, 4, -1];
  private readonly zoneNames: readonly string[];
  private readonly types: readonly MachineType[] | undefined;

  public constructor(props: OpenStackProviderProps) {
    const { cloud, flavors, image = Image.debian12() } = props;
    const { balancers = true, volumeTypes = ['__DEFAULT__'], shareTypes = [] } = props;
    this.image = image;
    const { zones, faults } = settleZoneNames(props.zones, ZONES);
    this.zoneNames = zones;
    this.types = flavors?.map(machineTypeOf);
    this.capabilities = openStackCapabilities({ balancers, volumeTypes, shareTypes });
    this.settings = { cloud };
    this.faults = [
      ...faults,
      ...(cloud === '' ? [cloudFault()] : []),
      ...(this.types === undefined ? [flavorsNote(cloud)] : []),
    ];
  }

  public zones(count: number): readonly string[] {
    return this.zoneNames.slice(0, Math.max(1, count));
  }

  public shapeFor(wish: HostWish): MachineShape | undefined {
    const { image = this.image } = wish;
    const type = this.types === undefined ? asWanted(wish) : cheapestType(this.types, wish);
    return type && machineShape(type, wish, image, imageIn(image, type.architecture));
  }

  public remedyFor(wish: HostWish): string {
    if (this.types !== undefined) return typeRemedy(this.types, wish);
    return 'Say its CPUs and memory beside the type, or list it in `flavors` of the provider.';
  }
}

/** The flavor that is not known is of the size that is wanted; one that is named without a size can be anything. */
function asWanted({ cpu, memory, architecture = 'x86_64', type }: HostWish): Omit<MachineType, 'type'> | undefined {
  if (cpu < 1) return undefined;
  const memoryMib = Math.ceil(memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
  return { cpu: Math.ceil(cpu), memoryMib, architecture, burstable: false, ...(type !== undefined && { type }) };
}

/** One's own images can be named by id or by name. */
function imageIn(image: Image, architecture: Architecture): ImageReference | undefined {
  const found = referenceTo(image, architecture, OPENSTACK_IMAGES);
  return found !== undefined && 'id' in found && !ID.test(found.id) ? { newest: found.id } : found;
}

function cloudFault(): Fault {
  return {
    rule: 'provider-lacks',
    message: 'Provider "openstack" has no cloud without a name.',
    remedy: 'Name one of those in clouds.yaml, e.g. { cloud: "fra1" }.',
  };
}

function flavorsNote(cloud: string): Fault {
  return {
    rule: 'flavors-unknown',
    message: `The flavors of OpenStack cloud "${cloud}" are not listed, so each machine needs one of exactly its size.`,
    remedy:
      'List them in `flavors`, e.g. { name: "m1.large", cpu: 4, memory: Size.gibibytes(8) }, to have the cheapest that fits.',
  };
}
