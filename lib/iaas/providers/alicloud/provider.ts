import type { Fault } from '../../../core/finding';
import { Image } from '../../image';
import type { IProvider, KnownHost, ProviderCapabilities } from '../../provider';
import { alicloudKms } from '../../secrets/alicloud-kms';
import type { SecretStore } from '../../secrets/secret-store';
import type { HostWish, MachineShape } from '../../shape';
import { machineShape, referenceTo } from '../machine-shape';
import { cheapestType, typeRemedy } from '../machine-type';
import { settleRegion } from '../region';
import type { Region } from '../region';
import { settleZoneNames } from '../zones';
import type { ZoneNames } from '../zones';
import { ALICLOUD_CAPABILITIES } from './capabilities';
import { CATALOGUE, SOURCE } from './catalogue';
import { ALICLOUD_IMAGES } from './images';
import { REGIONS } from './regions';

export interface AlicloudProviderProps {
  /** `cn-hangzhou`, `ap-southeast-1` … One that is newer than the list in `regions.ts` is `Region.unlisted(name)`. */
  readonly region: string | Region;
  /**
   * Letters of the zones. Which ones there are differs between regions: `aliyun ecs DescribeZones` tells.
   * @default - a, b, c, in order
   */
  readonly zones?: readonly string[];
  /** What machines boot where they say nothing themselves. @default Image.debian12() */
  readonly image?: Image;
  /** How many security groups a network interface can have, where the account's quota was raised. @default 5 */
  readonly groupsPerInterface?: number;
}

const ZONES: ZoneNames = {
  provider: 'alicloud',
  wanted: 'the letter of a zone',
  form: /^[a-z]$/,
  remedy: 'Write its letter alone, e.g. "h" for cn-hangzhou-h.',
  usual: ['a', 'b', 'c'],
};

/** Machines of Alibaba Cloud ECS in one region. */
export class AlicloudProvider implements IProvider {
  public readonly kind = 'alicloud';
  public readonly capabilities: ProviderCapabilities;
  public readonly settings: Readonly<Record<string, unknown>>;
  public readonly hosts: readonly KnownHost[] = [];
  public readonly faults: readonly Fault[];
  public readonly secretStore: SecretStore;
  public readonly image: Image;
  /** The first address of a vSwitch and its last three: https://www.alibabacloud.com/help/en/vpc/vpc-and-vswitch */
  public readonly reservedAddresses = [0, -3, -2, -1];
  private readonly region: string;
  private readonly letters: readonly string[];

  public constructor(props: AlicloudProviderProps) {
    const { region, faults } = settleRegion(props.region, REGIONS);
    const { groupsPerInterface = ALICLOUD_CAPABILITIES.groupsPerInterface } = props;
    this.capabilities = { ...ALICLOUD_CAPABILITIES, ...(groupsPerInterface !== undefined && { groupsPerInterface }) };
    this.region = region;
    const { zones, faults: zoneFaults } = settleZoneNames(props.zones, ZONES);
    this.letters = zones;
    this.image = props.image ?? Image.debian12();
    this.secretStore = alicloudKms(region);
    this.settings = { region, catalogue: SOURCE };
    this.faults = [...faults, ...zoneFaults];
  }

  /** `cn-hangzhou-a`, but `ap-southeast-1a`: https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones */
  public zones(count: number): readonly string[] {
    const { region, letters } = this;
    const stem = /\d$/.test(region) ? region : `${region}-`;
    return letters.slice(0, count).map((letter) => `${stem}${letter}`);
  }

  public shapeFor(wish: HostWish): MachineShape | undefined {
    const type = cheapestType(CATALOGUE, wish);
    const { image = this.image } = wish;
    return type && machineShape(type, wish, image, referenceTo(image, type.architecture, ALICLOUD_IMAGES));
  }

  public remedyFor(wish: HostWish): string {
    return typeRemedy(CATALOGUE, wish);
  }
}
