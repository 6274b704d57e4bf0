import type { IProvider } from '../provider';
import { AwsProvider } from './aws/provider';
import type { AwsProviderProps } from './aws/provider';
import { StaticProvider } from './static/provider';
import type { StaticProviderProps } from './static/provider';

export type { AwsProviderProps, StaticProviderProps };

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
}
