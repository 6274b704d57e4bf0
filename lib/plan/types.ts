import type { Finding, FindingPlace } from '../core/finding';
import type { SecretSource } from '../core/secret';
import type { SecretForm } from '../core/secret-form';
import type { ClusterPlan } from './cluster-types';
import type { SitePlan } from './site-types';
export type {
  LinkPlan,
  NatPlan,
  NetworkPlan,
  RouteTablePlan,
  SecurityGroupPlan,
  SecurityRulePlan,
  SubnetPlan,
} from './network-types';
export type {
  BootPlan,
  MachinePlan,
  MachineShape,
  MetadataAccess,
  PoolPlan,
  ScalingGroupPlan,
  VolumePlan,
} from './machine-types';
export type {
  BalancerPlan,
  CloudBalancerPlan,
  GrantPlan,
  PermissionPlan,
  PrivateRecordPlan,
  SecretDeliveryPlan,
  SitePlan,
  StoredSecretPlan,
} from './site-types';
export type { BundlePlan, ClusterPlan, GatePlan, NodeFailurePlan, ObjectPlan } from './cluster-types';

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

export interface SecretPlan {
  readonly path: string;
  readonly source: SecretSource;
  /** What its value must look like; refuse another one where it is given from outside. @default - anything */
  readonly forms?: readonly SecretForm[];
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
