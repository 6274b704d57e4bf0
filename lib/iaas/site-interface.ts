import type { Construct } from 'constructs';
import type { Network } from './network';
import type { IProvider } from './provider';

/** A site, as other layers need it. */
export interface ISite extends Construct {
  readonly siteName: string;
  readonly provider: IProvider;
  readonly network: Network;
  readonly ntp: readonly string[];
}
