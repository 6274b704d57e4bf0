import type { Finding, FindingPlace } from '../core/finding';
import type { KubernetesObject } from '../core/manifest';
import type { SecretSource } from '../core/secret';

/**
 * The whole platform as plain data: serialisable, complete, the same every time. Everything behind it (files, resources,
 * reviews) reads this and nothing else. References to secrets and deferred values stand in it as strings (core/reference).
 */
export interface Plan {
  readonly version: 1;
  readonly platform: string;
  readonly environment: string;
  readonly domain: string;
  readonly owner?: string;
  readonly sites: readonly SitePlan[];
  readonly clusters: readonly ClusterPlan[];
  readonly tenants: readonly TenantPlan[];
  readonly secrets: readonly SecretPlan[];
  readonly deferred: readonly DeferredPlan[];
  readonly artefacts: readonly ArtefactPlan[];
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/** A finding that somebody accepted. */
export interface AcknowledgedFinding {
  readonly finding: Finding;
  readonly reason: string;
  readonly expires?: string;
  readonly by: FindingPlace;
}

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
  /** How files with secrets reach its hosts. */
  readonly secrets: SecretDeliveryPlan;
  /** What programs of clusters may do with its provider; whoever makes the site grants it. */
  readonly permissions: readonly PermissionPlan[];
  /** Names of the sites that it has links to. */
  readonly links: readonly string[];
}

export interface NetworkPlan {
  readonly cidr: string;
  /** Where hosts are. */
  readonly subnets: readonly SubnetPlan[];
  /** Where gateways and balancers are that the internet reaches. With any of them the network has an internet gateway. */
  readonly publicSubnets: readonly SubnetPlan[];
  /** How hosts without public addresses reach the internet; empty where the provider makes no such gateways. */
  readonly nat: readonly NatPlan[];
  /** What subnets need beside the way to each other. Where the provider makes no routes, the site's routers have to. */
  readonly routeTables: readonly RouteTablePlan[];
  readonly links: readonly LinkPlan[];
  /** Who may talk to whom, for providers that see to it. */
  readonly securityGroups: readonly SecurityGroupPlan[];
  /** What hosts do themselves about connections that nobody declared. */
  readonly hostFirewall: { readonly kind: 'nftables' } | { readonly kind: 'none'; readonly reason: string };
}

export interface SubnetPlan {
  readonly id: string;
  readonly cidr: string;
  readonly zone: string;
}

export interface NatPlan {
  readonly id: string;
  /** Absent for a gateway of the whole network. */
  readonly zone?: string;
  /** Public subnet that it lies in, where such are needed. */
  readonly subnet?: string;
}

export interface RouteTablePlan {
  readonly id: string;
  /** Ids of subnets, public or not. */
  readonly subnets: readonly string[];
  readonly routes: readonly {
    readonly destination: string;
    readonly via:
      | { readonly kind: 'internet' }
      | { readonly kind: 'nat'; readonly gateway: string }
      | { readonly kind: 'link'; readonly link: string };
  }[];
}

/** A link, as one of its ends has it. */
export interface LinkPlan {
  /** Unique in the platform, the same at both ends. */
  readonly id: string;
  readonly path: string;
  /** Name of the other end. */
  readonly to: string;
  /** Whether the other end is a site of the platform. */
  readonly toSite: boolean;
  readonly networks: readonly string[];
  /** What carries it: a peering of the provider's networks, an IPsec VPN, a line that is there. */
  readonly by: 'peering' | 'vpn' | 'existing';
  /** Of a VPN: public address of the end that no provider makes. */
  readonly device?: string;
  /** Of a VPN: reference to the key that both ends know, which does not begin with a digit. */
  readonly presharedKey?: string;
}

/** Hosts of a site with the same peers, or a balancer of its provider. */
export interface SecurityGroupPlan {
  /** Unique in the platform: `dc1-main-etcd`. */
  readonly id: string;
  /** Of the construct that it was made for. */
  readonly path: string;
  /** Names of machines. */
  readonly machines: readonly string[];
  /** Ids of pools. */
  readonly pools: readonly string[];
  /** Ids of balancers of the provider. */
  readonly balancers: readonly string[];
  readonly ingress: readonly SecurityRulePlan[];
  readonly egress: readonly SecurityRulePlan[];
}

export interface SecurityRulePlan {
  /** `any` stands for all protocols and ports; by number icmp is 1, ipip 4, esp 50, vrrp 112. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'vrrp' | 'ipip' | 'any';
  /** Absent for protocols without ports. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** Security group of the same site, by id, or addresses. */
  readonly peer: { readonly group: string } | { readonly cidr: string };
  readonly why: string;
}

/** What runs a machine: its size, its picture of an operating system. Sizes in whole MiB. */
export interface MachineShape {
  readonly cpu: number;
  readonly memoryMib: number;
  readonly diskGib: number;
  readonly architecture: string;
  readonly kernel: string;
  /** Distributions by how packages are had: apt or dnf. @default 'debian' */
  readonly osFamily?: 'debian' | 'rhel';
  /** What it boots, by id or as the newest of a name in the provider's notation; absent for hosts one owns. */
  readonly image?: { readonly id: string } | { readonly newest: string; readonly owner?: string };
  /** The provider's type, e.g. `m7i.xlarge`; absent for hosts one owns, and where it is found by its size. */
  readonly type?: string;
  /** List price in US dollars, by the provider's dated catalogue; absent where that has none. Without disks. */
  readonly monthlyCost?: number;
}

/** A disk of a machine beside its root disk. It stays when the machine is made anew; those of a pool end with it. */
export interface VolumePlan {
  /** Unique on its machine; also the label of its file system. */
  readonly name: string;
  readonly sizeGib: number;
  /** Where it is mounted. The host finds it by label, at first by its size. */
  readonly mount: string;
  /** The provider's kind: `gp3`, `cloud_essd` … */
  readonly kind: string;
}

export interface MachinePlan extends MachineShape {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly address: string;
  readonly zone: string;
  readonly roles: readonly string[];
  /** @default - none */
  readonly volumes?: readonly VolumePlan[];
  readonly boot: BootPlan;
}

/** What a host gets at first boot, in its two renderings; both have the same effect. */
export interface BootPlan {
  /** `#cloud-config` text. Where the site has a secret store: what fetches the script from there, checks it and runs it. */
  readonly userData: string;
  /**
   * The provider takes text alone and not much of it: handed over is not `userData` but the script, compressed in
   * `#cloud-config` once it has the values of its secrets (lib/core/packed-user-data).
   * @default false
   */
  readonly packed?: true;
  /** All that the host gets, as an idempotent bash script. */
  readonly script: string;
  /** Names of the entries of the site's store that hold the script, in their order. @default - none */
  readonly stored?: readonly string[];
  /** Files with secrets, by path on the host: they never travel in user data. */
  readonly secretFiles: readonly {
    readonly path: string;
    readonly mode: string;
    readonly content: string;
    /** Its name in the provider's secret store, where it comes from there. */
    readonly stored?: string;
  }[];
  /** Files of balancers and of the control plane, readable apart for review and checks; already part of the renderings. */
  readonly files: readonly { readonly path: string; readonly mode: string; readonly content: string }[];
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

/** The group of a provider that makes and ends the machines of a pool, and how the cluster autoscaler finds it. */
export interface ScalingGroupPlan {
  /** Unique with the provider. */
  readonly name: string;
  /** Of the group itself. */
  readonly tags: Readonly<Record<string, string>>;
  /** Of each machine. */
  readonly machineTags: Readonly<Record<string, string>>;
  /** The metadata service wants a token, and answers no containers but those with the network of their host. */
  readonly metadata: { readonly tokens: 'required'; readonly hops: 1 };
  /** Whether the provider may end machines to have as many in each zone: never, since nobody drains them before. */
  readonly rebalance: false;
}

/** Machines that come and go. */
export interface PoolPlan extends MachineShape {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  readonly max: number;
  readonly spot: boolean;
  /** @default - the pool keeps its smallest size: nobody lets it grow */
  readonly group?: ScalingGroupPlan;
  /** Of each machine. @default - none */
  readonly volumes?: readonly VolumePlan[];
  readonly boot: BootPlan;
}

export interface BalancerPlan {
  readonly id: string;
  readonly path: string;
  readonly kind: 'vip' | 'cloud' | 'node-local';
  readonly address?: string;
  /** DNS name of the platform's own by which it is reached. */
  readonly host: string;
  /** Addresses that this name has for people outside of its hosts; empty where the provider's balancer has a name. */
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
  /**
   * Targets are named by their addresses, and see the balancer's address as the client's: a host behind it that is also its
   * client gets no answer otherwise.
   */
  readonly targetType: 'ip';
  readonly preserveClientAddress: false;
}

export interface ClusterPlan {
  readonly id: string;
  readonly path: string;
  readonly site: string;
  readonly version: string;
  /** `https://api.main.example.com:8443` */
  readonly endpoint: string;
  /** Path of the secret that signs the cluster's certificates; absent for clusters that are there already. */
  readonly authority?: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly controlPlane: readonly string[];
  readonly etcd: readonly string[];
  /** What follows from the death of a node, and when; absent for clusters that are there already. */
  readonly nodeFailure?: NodeFailurePlan;
  readonly pools: readonly { readonly id: string; readonly machines: readonly string[]; readonly max: number }[];
  /** Manifests of other projects that must be applied before the first wave, by version and address. */
  readonly bundles: readonly BundlePlan[];
  /** In the order in which they are to be made. */
  readonly objects: readonly ObjectPlan[];
  /** Points in that order where many objects wait for many others. */
  readonly gates: readonly GatePlan[];
}

/** In whole seconds after the node died, for one node at a time. */
export interface NodeFailurePlan {
  /** It is not ready any more, and Services no longer lead to its pods. */
  readonly notReadyWithin: number;
  /** Its pods are deleted; those of Deployments are made anew on other nodes. */
  readonly podsMoveWithin: number;
  /** The same in a sentence. */
  readonly consequence: string;
}

export interface BundlePlan {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** Why it is needed. */
  readonly reason: string;
}

/**
 * An object and what it waits for. Either go wave by wave, or object by object: then `dependsOn` and `behind` together say
 * what must be there before.
 */
export interface ObjectPlan {
  /** Unique in its cluster: `apps/v1/Deployment/logs/collector`. */
  readonly id: string;
  readonly path: string;
  /** Name of its file. */
  readonly chart: string;
  readonly wave: number;
  /** Ids of objects. */
  readonly dependsOn: readonly string[];
  /** Ids of gates. */
  readonly behind: readonly string[];
  readonly manifest: KubernetesObject;
}

/** Open once all that it names is there: one line each where otherwise n objects would name m. */
export interface GatePlan {
  readonly id: string;
  /** Ids of objects. */
  readonly dependsOn: readonly string[];
  /** Ids of other gates. */
  readonly behind: readonly string[];
}

export interface SecretPlan {
  readonly path: string;
  readonly source: SecretSource;
}

export interface DeferredPlan {
  readonly path: string;
  readonly attribute: string;
  readonly description: string;
}

/** Something to fetch before a site without internet can run: its name, version and who needs it. */
export interface ArtefactPlan {
  readonly kind: 'image' | 'binary' | 'package' | 'manifest';
  /** For what hosts fetch, where it is from, without the scheme: what a mirror has below its URL. */
  readonly name: string;
  readonly version: string;
  /** SHA-256 of what hosts fetch, which check it; absent for everything else. */
  readonly sha256?: string;
  /** Paths of the constructs that need it. */
  readonly neededBy: readonly string[];
}

export interface TenantPlan {
  readonly id: string;
  readonly path: string;
  readonly budget?: number;
  readonly environments: readonly {
    readonly id: string;
    readonly path: string;
    readonly cluster: string;
    readonly namespace: string;
    readonly quota: { readonly cpu: number; readonly memoryMib: number };
    readonly applications: readonly string[];
  }[];
}
