import type { Fault } from '../../../core/finding';
import { Image } from '../../image';
import type { IProvider, KnownHost, ProviderCapabilities } from '../../provider';
import { awsSecretsManager } from '../../secrets/aws-secrets-manager';
import type { SecretStore } from '../../secrets/secret-store';
import type { HostWish, MachineShape } from '../../shape';
import { machineShape, referenceTo } from '../machine-shape';
import { cheapestType, typeRemedy } from '../machine-type';
import { settleRegion } from '../region';
import type { Region } from '../region';
import { settleZoneNames } from '../zones';
import type { ZoneNames } from '../zones';
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
  /** How many security groups a network interface can have, where the account's quota was raised. @default 5 */
  readonly groupsPerInterface?: number;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html */
const ZONES: ZoneNames = {
  provider: 'aws',
  wanted: 'the letter of a zone',
  form: /^[a-z]$/,
  remedy: 'Write its letter alone, e.g. "a" for eu-central-1a.',
  usual: ['a', 'b', 'c', 'd', 'e', 'f'],
};

/** Machines of Amazon EC2 in one region. */
export class AwsProvider implements IProvider {
  public readonly kind = 'aws';
  public readonly capabilities: ProviderCapabilities;
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
  private readonly letters: readonly string[];

  public constructor(props: AwsProviderProps) {
    const { region, faults } = settleRegion(props.region, REGIONS);
    const { groupsPerInterface = AWS_CAPABILITIES.groupsPerInterface } = props;
    this.capabilities = { ...AWS_CAPABILITIES, ...(groupsPerInterface !== undefined && { groupsPerInterface }) };
    this.region = region;
    const { zones, faults: zoneFaults } = settleZoneNames(props.zones, ZONES);
    this.letters = zones;
    this.image = props.image ?? Image.debian12();
    this.secretStore = awsSecretsManager(region);
    this.settings = { region, prices: PRICES };
    this.faults = [...faults, ...zoneFaults];
  }

  /** `eu-central-1a`, `eu-central-1b` … */
  public zones(count: number): readonly string[] {
    return this.letters.slice(0, count).map((letter) => `${this.region}${letter}`);
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
