import type { Fault } from '../../../core/finding';
import type { Inventory } from '../../inventory/inventory';
import { WHOLE_SITE } from '../../provider';
import type { IProvider, KnownHost } from '../../provider';
import { STATIC_CAPABILITIES } from './capabilities';

export interface StaticProviderProps {
  /** The hosts that are there. */
  readonly hosts: Inventory;
  /** How they are reached to be set up. */
  readonly ssh: {
    /** Who may become root without a password. */
    readonly user: string;
    /** @default 22 */
    readonly port?: number;
  };
}

/** Hosts that somebody owns, reached over SSH. */
export class StaticProvider implements IProvider {
  public readonly kind = 'static';
  public readonly capabilities = STATIC_CAPABILITIES;
  public readonly settings: Readonly<Record<string, unknown>>;
  public readonly hosts: readonly KnownHost[];
  public readonly faults: readonly Fault[];
  public readonly sshPort: number;
  /** First and last address of a subnet: the network's own and broadcast (RFC 919). */
  public readonly reservedAddresses = [0, -1];

  public constructor({ hosts: { hosts, faults }, ssh }: StaticProviderProps) {
    this.hosts = hosts;
    this.faults = faults;
    this.sshPort = ssh.port ?? 22;
    this.settings = { user: ssh.user, port: this.sshPort };
  }

  /** Each host says its zone itself. */
  public zones(): readonly string[] {
    return [WHOLE_SITE];
  }

  public shapeFor(): undefined {
    return undefined;
  }
}
