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
  /** Names of the sites that it has links to. */
  readonly links: readonly string[];
}

export interface NetworkPlan {
  readonly cidr: string;
  readonly subnets: readonly { readonly id: string; readonly cidr: string; readonly zone: string }[];
}

/** What runs a machine: its size, its picture of an operating system. Sizes in whole MiB. */
export interface MachineShape {
  readonly cpu: number;
  readonly memoryMib: number;
  readonly diskGib: number;
  readonly architecture: string;
  readonly kernel: string;
  /** The provider's type, e.g. `m7i.xlarge`; absent for hosts one owns. */
  readonly type?: string;
  /** List price in US dollars, by the provider's dated catalogue. */
  readonly monthlyCost?: number;
}

export interface MachinePlan extends MachineShape {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly address: string;
  readonly zone: string;
  readonly roles: readonly string[];
  readonly boot: BootPlan;
}

/** What a host gets at first boot, in its two renderings; both have the same effect. */
export interface BootPlan {
  /** `#cloud-config` text. */
  readonly userData: string;
  /** The same as an idempotent bash script. */
  readonly script: string;
  /** Files with secrets, by path on the host: they never travel in user data. */
  readonly secretFiles: readonly { readonly path: string; readonly mode: string; readonly content: string }[];
  /** Files of balancers and of the control plane, readable apart for review and checks; already part of the renderings. */
  readonly files: readonly { readonly path: string; readonly mode: string; readonly content: string }[];
}

/** Machines that come and go. */
export interface PoolPlan extends MachineShape {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  readonly max: number;
  readonly spot: boolean;
  readonly boot: BootPlan;
}

export interface BalancerPlan {
  readonly id: string;
  readonly path: string;
  readonly kind: 'vip' | 'cloud';
  readonly address?: string;
  /** DNS name of the platform's own by which it is reached. */
  readonly host: string;
  readonly virtualRouterId?: number;
  /** What it listens on, and where each goes. */
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
  /** Addresses of the hosts behind it. */
  readonly targets: readonly string[];
}

export interface ClusterPlan {
  readonly id: string;
  readonly path: string;
  readonly site: string;
  readonly version: string;
  /** `https://api.main.example.com:8443` */
  readonly endpoint: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly controlPlane: readonly string[];
  readonly etcd: readonly string[];
  readonly pools: readonly { readonly id: string; readonly machines: readonly string[]; readonly max: number }[];
  /** Manifests of other projects that must be applied before the first wave, by version and address. */
  readonly bundles: readonly BundlePlan[];
  /** In the order in which they are to be made. */
  readonly objects: readonly ObjectPlan[];
  /** Points in that order where many objects wait for many others. */
  readonly gates: readonly GatePlan[];
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
  readonly name: string;
  readonly version: string;
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
