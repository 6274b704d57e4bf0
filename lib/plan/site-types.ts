import type { MachinePlan, PoolPlan } from './machine-types';
import type { NetworkPlan } from './network-types';

export interface SitePlan {
  readonly id: string;
  readonly path: string;
  readonly provider: string;
  /** What the provider's resources are made from: region, account, SSH user … Never a secret. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly network: NetworkPlan;
  readonly machines: readonly MachinePlan[];
  readonly pools: readonly PoolPlan[];
  readonly balancers: readonly BalancerPlan[];
  /** Names that its hosts have to know from DNS, and nobody else has to. */
  readonly records: readonly PrivateRecordPlan[];
  /** How files with secrets reach its hosts. */
  readonly secrets: SecretDeliveryPlan;
  /** What programs of clusters may do with its provider; whoever makes the site grants it. */
  readonly permissions: readonly PermissionPlan[];
  /** Names of the sites that it has links to. */
  readonly links: readonly string[];
}

/** How files with secrets reach the hosts of a site. */
export type SecretDeliveryPlan =
  /** Somebody brings them over SSH. */
  | { readonly kind: 'push' }
  /** They are part of the boot data. */
  | { readonly kind: 'inline'; readonly reason: string }
  /** Hosts fetch them from the provider's store. */
  | {
      readonly kind: 'store';
      /** `aws-secrets-manager` … */
      readonly store: string;
      readonly entries: readonly StoredSecretPlan[];
      readonly grants: readonly GrantPlan[];
    };

/** What the provider's store holds for hosts, each once for all that read it. */
export interface StoredSecretPlan {
  readonly name: string;
  /** A file with secrets; or a part of the script that a host boots from, packed, in which nothing is secret. */
  readonly kind: 'file' | 'boot';
  /** Path on the hosts. */
  readonly path: string;
  /** What to put there: text with references to secrets, of which a `boot` has none. */
  readonly content: string;
}

/** A role of instances: which hosts have it, and what these may read in the provider's store. They may do nothing else. */
export interface GrantPlan {
  readonly id: string;
  /** Ids of machines. */
  readonly machines: readonly string[];
  /** Ids of pools. */
  readonly pools: readonly string[];
  /** Names in the store. */
  readonly reads: readonly string[];
}

/** What a program of a cluster may do with the provider of a site. */
export interface PermissionPlan {
  /** Unique in the platform: `private-compute-cluster-autoscaler-public`. */
  readonly id: string;
  readonly path: string;
  /** `cluster-autoscaler` … */
  readonly program: string;
  /** Who has it: the role of these hosts' instances, or a key that is given in environment variables. */
  readonly holder:
    | { readonly kind: 'instance-role'; readonly machines: readonly string[] }
    | { readonly kind: 'key'; readonly variables: readonly string[] };
  /** In the provider's notation. */
  readonly statements: readonly {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** By operator, then key. */
    readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
}

/**
 * A name in a zone of DNS that the network of the site alone sees. The zone has the name itself, so that it hides no other, and
 * one record (A): where provider and balancer are of one cloud an alias, else the addresses that the balancer has got, which
 * stay the same as long as it is there.
 */
export interface PrivateRecordPlan {
  readonly name: string;
  /** Id of the balancer that it leads to, on this site or another. */
  readonly balancer: string;
}

export interface BalancerPlan {
  readonly id: string;
  readonly path: string;
  readonly kind: 'vip' | 'cloud' | 'node-local';
  /** Absent where its provider chooses one. A provider's balancer that has one is made with it. */
  readonly address?: string;
  /** DNS name of the platform's own by which it is reached. */
  readonly host: string;
  /** Addresses that this name has for people outside of its hosts; empty where the provider chooses them. */
  readonly records: readonly string[];
  readonly virtualRouterId?: number;
  /** Names of the machines that keepalived and haproxy run on, where it is a virtual address. */
  readonly on?: readonly string[];
  /** What the provider's balancer is told. */
  readonly cloud?: CloudBalancerPlan;
  /** What it listens on, and where each goes. */
  readonly ports: readonly {
    readonly port: number;
    readonly targetPort: number;
    /** How it finds out whether a host behind it is well. */
    readonly check: { readonly kind: 'tcp' } | { readonly kind: 'https'; readonly path: string };
    /** Hosts behind it are told the client's address (PROXY protocol, version 2). */
    readonly proxyProtocol: boolean;
  }[];
  /** Addresses of the hosts behind it. */
  readonly targets: readonly string[];
}

/** A balancer of a provider, for TCP. */
export interface CloudBalancerPlan {
  /** From where it is reached: the networks of the platform alone, or everywhere. */
  readonly reach: 'internal' | 'internet';
  /** Ids of the subnets that it takes an address in, one for each zone. */
  readonly subnets: readonly string[];
  /**
   * Targets are named by their addresses, and see the balancer's address as the client's: a host behind it that is also its
   * client gets no answer otherwise.
   */
  readonly targetType: 'ip';
  readonly preserveClientAddress: false;
}
