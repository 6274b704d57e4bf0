import type { Construct, IConstruct } from 'constructs';
import type { HostConfig } from './host-config/host-config';
import type { Network } from './network';
import type { SettledAccess } from './network/access';
import type { IProvider } from './provider';
import type { HostDelivery } from './secrets/secret-delivery';

/** A site, as other layers need it. */
export interface ISite extends Construct {
  readonly siteName: string;
  readonly provider: IProvider;
  readonly network: Network;
  /** Names of the zones that new machines are spread over, at least one. */
  readonly zones: readonly string[];
  readonly ntp: readonly string[];
  /** How files with secrets reach its hosts. */
  readonly delivery: HostDelivery;
  /** Where those come from that look after it. */
  readonly access: SettledAccess;
  /** Takes note of a host on the site, and gives it what all hosts there have. Hosts call it when they are made. */
  admit(host: SiteHost): void;
}

/** A machine, or a pool of machines that boot from the same data. */
export interface SiteHost extends IConstruct {
  readonly site: ISite;
  /** Undefined for machines that come and go. Known once the tree is complete. */
  readonly address?: string;
  /** What it gets at first boot. */
  readonly host: HostConfig;
}
