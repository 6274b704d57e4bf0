import type { IConstruct } from 'constructs';
import type { ISite, SiteHost } from '../site-interface';

export interface HostGroupProps {
  /** `nodes`, `etcd`: with the path of the construct it makes the group's id. */
  readonly role: string;
  /** Read once the tree is complete. */
  readonly members: () => readonly SiteHost[];
  /**
   * Members come and go in the ordinary run of things, as workers do. Hosts let such a group in by the networks of its sites and
   * not by address, so that one more member changes no other host.
   * @default false
   */
  readonly grows?: boolean;
  /**
   * Site whose provider runs a balancer for the construct: that balancer is a member too.
   * @default - members are hosts alone
   */
  readonly balancerOn?: ISite;
}

/** Hosts that have the same peers: a security group of a cloud, a source of rules on hosts. Machines and pools alike. */
export class HostGroup {
  public readonly kind = 'hosts';
  /** Unique in the platform: `dc1-main-nodes`. Contract: it is in the Plan, and clouds name security groups by it. */
  public readonly id: string;
  public readonly grows: boolean;
  /** Where a balancer of the provider is a member, which has addresses of the site's network. */
  public readonly balancerOn: ISite | undefined;

  public constructor(
    public readonly at: IConstruct,
    private readonly props: HostGroupProps,
  ) {
    this.id = `${at.node.path.replaceAll('/', '-')}-${props.role}`;
    this.grows = props.grows ?? false;
    this.balancerOn = props.balancerOn;
  }

  /** Its members, each once. */
  public get members(): readonly SiteHost[] {
    return [...new Set(this.props.members())];
  }
}
