import { SizeRoundingBehavior } from 'cdk8s';
import { closest } from '../../../core/closest';
import type { Fault } from '../../../core/finding';
import type { IProvider, KnownHost } from '../../provider';
import type { HostWish, MachineShape } from '../../shape';
import { AWS_CAPABILITIES } from './capabilities';
import { CATALOGUE, PRICES } from './catalogue';
import type { MachineType } from './catalogue';

export interface AwsProviderProps {
  /** `eu-central-1` … */
  readonly region: string;
  /**
   * Letters of the zones, for regions where an account does not have `a`, `b`, `c` …
   * @default - a to f, in order
   */
  readonly zones?: readonly string[];
  /**
   * What machines boot: a machine image with cloud-init, and the kernel in it.
   * @default - the newest Debian 12 of the Debian project, kernel 6.1
   */
  readonly image?: { readonly id: string; readonly kernel: string };
}

/** https://wiki.debian.org/DebianKernel: Debian 12 has the long-term kernel 6.1. */
const DEBIAN_KERNEL = '6.1';

const HOURS_PER_MONTH = 730;
const DEFAULT_DISK_GIB = 50;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Machines of Amazon EC2 in one region. */
export class AwsProvider implements IProvider {
  public readonly kind = 'aws';
  public readonly capabilities = AWS_CAPABILITIES;
  public readonly settings: Readonly<Record<string, unknown>>;
  public readonly hosts: readonly KnownHost[] = [];
  public readonly faults: readonly Fault[];
  /**
   * Network, router, DNS, one for the future, broadcast:
   * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
   */
  public readonly reservedAddresses = [0, 1, 2, 3, -1];

  public constructor(private readonly props: AwsProviderProps) {
    const { region, image } = props;
    this.settings = { region, ...(image && { image: image.id }), prices: PRICES };
    this.faults = REGION.test(region) ? [] : [regionFault(region)];
  }

  /** `eu-central-1a`, `eu-central-1b` … */
  public zones(count: number): readonly string[] {
    const { region, zones = ['a', 'b', 'c', 'd', 'e', 'f'] } = this.props;
    return (zones.length > 0 ? zones : ['a']).slice(0, count).map((letter) => `${region}${letter}`);
  }

  public shapeFor(wish: HostWish): MachineShape | undefined {
    const { disk, type } = wish;
    const candidates = CATALOGUE.filter((one) => (type === undefined ? !one.burstable : one.type === type));
    const cheapest = candidates.filter((one) => fits(one, wish)).sort(byPrice)[0];
    if (cheapest === undefined) return undefined;
    return {
      cpu: cheapest.cpu,
      memoryMib: cheapest.memoryMib,
      diskGib: disk?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }) ?? DEFAULT_DISK_GIB,
      architecture: cheapest.architecture,
      kernel: this.props.image?.kernel ?? DEBIAN_KERNEL,
      type: cheapest.type,
      monthlyCost: Number((cheapest.hourly * HOURS_PER_MONTH).toFixed(2)),
    };
  }

  public remedyFor({ type, architecture = 'x86_64' }: HostWish): string {
    const types = CATALOGUE.filter((one) => one.architecture === architecture).map((one) => one.type);
    if (type === undefined) return `Ask for less; the types are ${types.join(', ')}.`;
    if (CATALOGUE.some((one) => one.type === type))
      return `Ask for no more than ${type} has, and for its architecture, or leave the type out.`;
    const near = closest(type, types);
    return near === undefined
      ? `Leave the type out for the cheapest that fits, or name one of ${types.join(', ')}.`
      : `Did you mean "${near}"?`;
  }
}

/** A machine that is named is checked too: what stands in a program is what it has at least. */
function fits(type: MachineType, { cpu, memory, architecture = 'x86_64' }: HostWish): boolean {
  const memoryMib = memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  return type.cpu >= cpu && type.memoryMib >= memoryMib && type.architecture === architecture;
}

function byPrice(a: MachineType, b: MachineType): number {
  return a.hourly - b.hourly || (a.type < b.type ? -1 : 1);
}

function regionFault(region: string): Fault {
  return {
    rule: 'provider-lacks',
    message: `Provider "aws" has no region "${region}".`,
    remedy: 'Write it as AWS does, e.g. "eu-central-1".',
  };
}
