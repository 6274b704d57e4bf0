import type { Fault } from '../../../core/finding';
import { Image } from '../../image';
import type { IProvider, KnownHost } from '../../provider';
import { alicloudKms } from '../../secrets/alicloud-kms';
import type { SecretStore } from '../../secrets/secret-store';
import type { HostWish, MachineShape } from '../../shape';
import { machineShape, referenceTo } from '../machine-shape';
import { cheapestType, typeRemedy } from '../machine-type';
import { ALICLOUD_CAPABILITIES } from './capabilities';
import { CATALOGUE, SOURCE } from './catalogue';
import { ALICLOUD_IMAGES } from './images';

export interface AlicloudProviderProps {
  /** `cn-hangzhou`, `ap-southeast-1` … */
  readonly region: string;
  /**
   * Letters of the zones. Which ones there are differs between regions: `aliyun ecs DescribeZones` tells.
   * @default - a, b, c, in order
   */
  readonly zones?: readonly string[];
  /** What machines boot where they say nothing themselves. @default Image.debian12() */
  readonly image?: Image;
}

/** In China by city, elsewhere by direction: https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones */
const REGION = /^(cn(-[a-z]+)+(-\d)?|[a-z]{2}-(central|(north|south)?(east|west)|north|south)-\d)$/;

/** Machines of Alibaba Cloud ECS in one region. */
export class AlicloudProvider implements IProvider {
  public readonly kind = 'alicloud';
  public readonly capabilities = ALICLOUD_CAPABILITIES;
  public readonly settings: Readonly<Record<string, unknown>>;
  public readonly hosts: readonly KnownHost[] = [];
  public readonly faults: readonly Fault[];
  public readonly secretStore: SecretStore;
  public readonly image: Image;
  /** The first address of a vSwitch and its last three: https://www.alibabacloud.com/help/en/vpc/vpc-and-vswitch */
  public readonly reservedAddresses = [0, -3, -2, -1];

  public constructor(private readonly props: AlicloudProviderProps) {
    const { region, image = Image.debian12() } = props;
    this.image = image;
    this.secretStore = alicloudKms(region);
    this.settings = { region, catalogue: SOURCE };
    this.faults = REGION.test(region) ? [] : [regionFault(region)];
  }

  /** `cn-hangzhou-a`, but `ap-southeast-1a`: https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones */
  public zones(count: number): readonly string[] {
    const { region, zones = ['a', 'b', 'c'] } = this.props;
    const stem = /\d$/.test(region) ? region : `${region}-`;
    return (zones.length > 0 ? zones : ['a']).slice(0, count).map((letter) => `${stem}${letter}`);
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

function regionFault(region: string): Fault {
  return {
    rule: 'provider-lacks',
    message: `Provider "alicloud" has no region "${region}".`,
    remedy: 'Write it as Alibaba Cloud does, e.g. "cn-hangzhou" or "ap-southeast-1".',
  };
}
