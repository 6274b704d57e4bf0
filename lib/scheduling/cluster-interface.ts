import type { Construct } from 'constructs';
import type { AddressNumber, Cidr } from '../core/cidr';
import type { Pool } from '../core/ledger';
import type { HostPart } from '../iaas/host-config/model';
import type { Machine } from '../iaas/machine';
import type { MachinePool } from '../iaas/machine-pool';
import type { ISite } from '../iaas/site-interface';

/** Worker nodes of one kind, as other layers need them. */
export interface IWorkerPool extends Construct {
  readonly poolName: string;
  readonly cluster: ICluster;
  readonly site: ISite;
  /** Labels of its nodes. */
  readonly labels: Readonly<Record<string, string>>;
  /** Value of its taint; undefined where all pods come to it. */
  readonly taint: string | undefined;
  /** Nodes with fixed addresses. */
  readonly machines: readonly Machine[];
  /** Nodes that come and go. */
  readonly scaling: MachinePool | undefined;
  /** Most nodes that it can have. */
  readonly maxNodes: number;
  /** What all its nodes have, at full size. */
  readonly capacity: { readonly cpu: number; readonly memoryMib: number };
  /** Adds to what each of its nodes gets at first boot. */
  addToHosts(part: HostPart | (() => HostPart)): void;
}

/** A Kubernetes cluster, as other layers need it. */
export interface ICluster extends Construct {
  /** Unique in the platform: part of names and folders. */
  readonly clusterName: string;
  /** Where it is; undefined for one that exists already. */
  readonly site: ISite | undefined;
  /** Full version without `v`. */
  readonly version: string;
  readonly podCidr: Cidr;
  readonly serviceCidr: Cidr;
  /** `cluster.local` */
  readonly dnsDomain: string;
  /** Whether its pod network carries out network policies. */
  readonly enforcesPolicies: boolean;
  /** Whether hosts reach pods of other hosts from addresses of the pod range, which no policy takes for pods there. */
  readonly hostsInPodRange: boolean;
  readonly pools: readonly IWorkerPool[];
  /** Node ports that can be leased. */
  readonly nodePorts: Pool;
  /** Where containers look for the images of an upstream registry before they ask the upstream itself. */
  addRegistryMirror(mirror: RegistryMirror): void;
}

/** One place that has a registry's images. */
export interface RegistryMirror {
  /** `docker.io`, `registry.k8s.io` … */
  readonly upstream: string;
  /** URL that containerd asks. Read once the tree is complete. */
  readonly url: () => string;
  /** Certificate authority that signed its certificate: PEM text or a reference. @default - those that the host trusts */
  readonly authority?: string;
  /**
   * A `proxy` on each node that passes images from node to node is asked before any `registry`.
   * @default 'registry'
   */
  readonly kind?: 'proxy' | 'registry';
  /** Sent with each request, e.g. where a proxy takes from what it has not: `X-Dragonfly-Registry`. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Ask the upstream itself where no mirror has an image. For an upstream that no host reaches, say `false` at one of its
   * mirrors.
   * @default true
   */
  readonly fallback?: boolean;
}

/**
 * Node ports by default are 30000 to 32767. Kubernetes keeps the first 86 out of its own choice
 * (pkg/registry/core/service/portallocator, KEP-3668), so those are the ones that the ledger hands out.
 */
export function nodePortsOf(clusterName: string): Pool {
  return { id: `node-ports/${clusterName}`, first: 30000, last: 30085, reserved: [] };
}

/** The tenth address of the service range is that of the cluster's DNS, as kubeadm has it. */
export function dnsAddressOf(cluster: ICluster): AddressNumber {
  return dnsAddressIn(cluster.serviceCidr);
}

/** The same from the range alone; its first address where it has no tenth. */
export function dnsAddressIn(services: Cidr): AddressNumber {
  return services.at(Math.min(10, services.size - 1));
}
