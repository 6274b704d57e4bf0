import type { IProvider } from '../provider';
import { AlicloudProvider } from './alicloud/provider';
import type { AlicloudProviderProps } from './alicloud/provider';
import { AwsProvider } from './aws/provider';
import type { AwsProviderProps } from './aws/provider';
import type { Flavor } from './openstack/flavor';
import { OpenStackProvider } from './openstack/provider';
import type { OpenStackProviderProps } from './openstack/provider';
import { StaticProvider } from './static/provider';
import type { StaticProviderProps } from './static/provider';

export type { AlicloudProviderProps, AwsProviderProps, Flavor, OpenStackProviderProps, StaticProviderProps };

/** Where machines come from. */
export class Provider {
  /** Hosts that are there already, reached over SSH. */
  public static static(props: StaticProviderProps): IProvider {
    return new StaticProvider(props);
  }

  /** Machines of Amazon EC2. */
  public static aws(props: AwsProviderProps): IProvider {
    return new AwsProvider(props);
  }

  /** Machines of an OpenStack cloud. */
  public static openstack(props: OpenStackProviderProps): IProvider {
    return new OpenStackProvider(props);
  }

  /** Machines of Alibaba Cloud ECS. */
  public static alicloud(props: AlicloudProviderProps): IProvider {
    return new AlicloudProvider(props);
  }
}
