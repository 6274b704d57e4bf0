import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cidr } from '../../core/cidr';
import type { ApiEndpoint } from '../../iaas/endpoint';
import type { Machine } from '../../iaas/machine';
import type { RegistryMirror } from '../cluster-interface';
import type { ClusterPki } from '../cluster-pki';
import type { NodeFailureTiming } from '../failure-timing';
import type { Hardening } from '../hardening/hardening';
import type { KubeProxyMode } from '../kube-proxy';
import type { NodeSettings } from '../node-options';
import type { KubernetesVersion } from '../versions';

/** What the boot data of a cluster's hosts are made from; a Cluster is one. Addresses are known once the tree is complete. */
export interface BootCluster extends Construct {
  readonly clusterName: string;
  readonly kubernetes: KubernetesVersion;
  readonly controlPlane: readonly Machine[];
  readonly etcd: readonly Machine[];
  readonly stackedEtcd: boolean;
  /** Most that etcd's database may take; undefined: etcd's own. */
  readonly etcdQuota: Size | undefined;
  readonly podCidr: Cidr;
  readonly podNetwork: { readonly nodePrefix: number; readonly modules: readonly string[] };
  readonly serviceCidr: Cidr;
  readonly dnsDomain: string;
  readonly proxy: { readonly mode: KubeProxyMode | undefined; readonly tuneConntrack: boolean };
  readonly nodes: NodeSettings;
  readonly nodeFailure: NodeFailureTiming;
  /** Name by which the API server is reached. */
  readonly apiHost: string;
  readonly apiPort: number;
  readonly apiUrl: string;
  /** What is behind that name; without an address where a private zone of the network leads to it. */
  readonly balancer: { readonly address: string | undefined; readonly endpoint: ApiEndpoint };
  readonly pki: ClusterPki;
  readonly hardening: Hardening;
  readonly registryMirrors: readonly RegistryMirror[];
}
