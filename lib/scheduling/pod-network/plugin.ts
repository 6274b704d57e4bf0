import type { Construct } from 'constructs';
import type { Traffic } from '../../iaas/traffic/flow';
import type { PodNetworkRelease } from '../compatibility/pod-networks';
import type { ICluster } from '../cluster-interface';

/** A kernel that something needs. */
export interface KernelNeed {
  /** Oldest kernel, as `5.6`. */
  readonly kernel: string;
  /** Who needs it: `WireGuard`. */
  readonly why: string;
}

/** What a pod network is told when it is put into a cluster. */
export interface PodNetworkContext {
  readonly cluster: ICluster;
  /** How hosts reach the API server: a name that they resolve without the cluster's DNS, and a port that is no Service. */
  readonly api: { readonly host: string; readonly port: number; readonly url: string };
  /** How many hosts the control plane has. */
  readonly masters: number;
}

/** One pod network with its settings. A new one is one folder here and one factory of PodNetwork. */
export interface PodNetworkPlugin {
  /** `flannel`. Contract: findings name it. */
  readonly kind: string;
  /** The release that is installed, and what it goes with. */
  readonly release: PodNetworkRelease;
  /** Whether network policies are carried out. */
  readonly enforcesPolicies: boolean;
  /**
   * Whether a host reaches pods of other hosts from an address of the pod range, where a range in a network policy matches hosts
   * and no pods: policies that let hosts in then name the pod range, too. @default false
   */
  readonly hostsInPodRange?: boolean;
  /** Whether what pods of different nodes send each other is encrypted on its way. */
  readonly encrypts: boolean;
  /** Whether it carries out Services itself, so that no kube-proxy is needed. */
  readonly replacesKubeProxy: boolean;
  /** Whether a port of a host can lead to a container that is not in the host's network (`hostPort`). */
  readonly hostPorts: boolean;
  /** Whether nodes must be in one subnet, because packets between pods are not wrapped. */
  readonly oneSubnet: boolean;
  /**
   * Whether packets between pods can be on the network as they are, with addresses of pods: security groups then let in
   * everything from pods, and hosts have firewalls of their own. @default - where nodes must be in one subnet
   */
  readonly unwrapped?: boolean;
  /** Half a sentence where its own project calls it experimental: `flannel's IPsec backend`. */
  readonly experimental?: string;
  /** Beside what the version of Kubernetes needs itself. */
  readonly kernel: readonly KernelNeed[];
  /** Kernel modules that every node loads for it. */
  readonly modules: readonly string[];
  /** What nodes send each other to carry what pods send. */
  readonly traffic: readonly Traffic[];
  /** Makes its objects below `scope`, and reports what is wrong with its settings. */
  install(scope: Construct, context: PodNetworkContext): void;
}
