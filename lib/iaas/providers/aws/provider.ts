import type { Fault } from '../../../core/finding';
import { Image } from '../../image';
import type { IProvider, KnownHost } from '../../provider';
import { awsSecretsManager } from '../../secrets/aws-secrets-manager';
import type { SecretStore } from '../../secrets/secret-store';
import type { HostWish, MachineShape } from '../../shape';
import { machineShape, referenceTo } from '../machine-shape';
import { cheapestType, typeRemedy } from '../machine-type';
import { settleRegion } from '../region';
import type { Region } from '../region';
import { AWS_CAPABILITIES } from './capabilities';
import { CATALOGUE, PRICES } from './catalogue';
import { AWS_IMAGES } from './images';
import { REGIONS } from './regions';

export interface AwsProviderProps {
  /** `eu-central-1` … One that is newer than the list in `regions.ts` is `Region.unlisted(name)`. */
  readonly region: string | Region;
  /**
   * Letters of the zones, for regions where an account does not have `a`, `b`, `c` …
   * @default - a to f, in order
   */
  readonly zones?: readonly string[];
  /** What machines boot where they say nothing themselves. @default Image.debian12() */
  readonly image?: Image;
}

/** Machines of Amazon EC2 in one region. */
export class AwsProvider implements IProvider {
  public readonly kind = 'aws';
  public readonly capabilities = AWS_CAPABILITIES;
  public readonly settings: Readonly<Record<string, unknown>>;
  public readonly hosts: readonly KnownHost[] = [];
  public readonly faults: readonly Fault[];
  public readonly secretStore: SecretStore;
  public readonly image: Image;
  /**
   * Network, router, DNS, one for the future, broadcast:
   * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
   */
  public readonly reservedAddresses = [0, 1, 2, 3, -1];
  private readonly region: string;
  private readonly letters: readonly string[] | undefined;

  public constructor(props: AwsProviderProps) {
    const { region, faults } = settleRegion(props.region, REGIONS);
    this.region = region;
    this.letters = props.zones;
    this.image = props.image ?? Image.debian12();
    this.secretStore = awsSecretsManager(region);
    this.settings = { region, prices: PRICES };
    this.faults = faults;
  }

  /** `eu-central-1a`, `eu-central-1b` … */
  public zones(count: number): readonly string[] {
    const { region, letters: zones = ['a', 'b', 'c', 'd', 'e', 'f'] } = this;
    return (zones.length > 0 ? zones : ['a']).slice(0, count).map((letter) => `${region}${letter}`);
  }

  public shapeFor(wish: HostWish): MachineShape | undefined {
    const type = cheapestType(CATALOGUE, wish);
    const { image = this.image } = wish;
    return type && machineShape(type, wish, image, referenceTo(image, type.architecture, AWS_IMAGES));
  }

  public remedyFor(wish: HostWish): string {
    return typeRemedy(CATALOGUE, wish);
  }
}
