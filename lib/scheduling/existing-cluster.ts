import type { Construct } from 'constructs';
import type { Cidr } from '../core/cidr';
import { PlatformConstruct } from '../core/construct';
import { takeCidr } from '../core/input';
import type { Pool } from '../core/ledger';
import type { ISite } from '../iaas/site-interface';
import { declarePodRanges } from '../iaas/traffic/pod-ranges';
import { claimForCluster } from './cluster-chart';
import { nodePortsOf } from './cluster-interface';
import type { ICluster, IWorkerPool, RegistryMirror } from './cluster-interface';
import { DEFAULT_VERSION, isVersionText, kubernetesVersion } from './versions';

export interface ExistingClusterProps {
  /** URL of its API server. */
  readonly endpoint: string;
  /** Addresses of its pods. */
  readonly pods: string;
  /** Addresses of its Services. */
  readonly services: string;
  /** Kubernetes. @default '1.36' */
  readonly version?: string;
  /** @default 'cluster.local' */
  readonly dnsDomain?: string;
  /** Whether its pod network carries out network policies. @default true */
  readonly enforcesPolicies?: boolean;
}

/** A cluster that somebody else made; see Cluster.fromExisting. */
export class ExistingCluster extends PlatformConstruct implements ICluster {
  public readonly clusterName: string;
  public readonly site: ISite | undefined = undefined;
  public readonly apiUrl: string;
  public readonly version: string;
  public readonly podCidr: Cidr;
  public readonly serviceCidr: Cidr;
  public readonly dnsDomain: string;
  public readonly enforcesPolicies: boolean;
  public readonly hostsInPodRange = false;
  public readonly nodePorts: Pool;
  public readonly pools: readonly IWorkerPool[] = [];

  public constructor(scope: Construct, id: string, props: ExistingClusterProps) {
    super(scope, id);
    this.clusterName = id;
    this.apiUrl = props.endpoint;
    this.version = kubernetesVersion(props.version ?? DEFAULT_VERSION).full;
    this.podCidr = takeCidr(this, 'range of pod addresses', props.pods);
    this.serviceCidr = takeCidr(this, 'range of service addresses', props.services);
    this.dnsDomain = props.dnsDomain ?? 'cluster.local';
    this.enforcesPolicies = props.enforcesPolicies ?? true;
    this.nodePorts = nodePortsOf(id);
    claimForCluster(this, this);
    declarePodRanges(this, () => [this.podCidr, this.serviceCidr]);
    this.checkVersion(props.version ?? DEFAULT_VERSION);
  }

  public addRegistryMirror(mirror: RegistryMirror): void {
    this.report({
      rule: 'cluster-not-ours',
      message: `Hosts of cluster "${this.clusterName}" are not made here, so the mirror of ${mirror.upstream} cannot be set on them.`,
      remedy: 'Leave out the mirrors of registries on existing clusters, and set them where those hosts are made.',
    });
  }

  private checkVersion(text: string): void {
    if (isVersionText(text)) return;
    this.report({
      rule: 'kubernetes-version',
      message: `"${text}" of cluster "${this.clusterName}" is not a version of Kubernetes.`,
      remedy: 'Write the minor version that it has, with or without the patch number: "1.36", "1.36.2".',
    });
  }
}
