import type { Size } from 'cdk8s';
import { NodeSoftware } from './software/node-software';
import { CONTAINERD_RELEASE } from './software/releases';

/** What all hosts of a cluster that run pods have in common, where it is not the usual. */
export interface NodeOptions {
  /**
   * How the programs of Kubernetes, etcd and containerd come to hosts.
   * @default NodeSoftware.upstream()
   */
  readonly software?: NodeSoftware;
  /**
   * Version of containerd that is on the hosts; its configuration has another format before 2.0.
   * @default - the release that is fetched, or where none is, the oldest containerd 2 that goes with the Kubernetes version
   */
  readonly containerd?: string;
  /** Who writes control groups: systemd, or kubelet and containerd themselves. @default 'systemd' */
  readonly cgroupDriver?: 'systemd' | 'cgroupfs';
  /** Start on hosts with control groups of version 1, which Kubernetes refuses from 1.35 on. @default false */
  readonly cgroupV1?: boolean;
  /** Start where swap is on: hosts that are containers themselves cannot switch it off. @default false */
  readonly swap?: boolean;
  /** Most processes in one pod. @default 4096 */
  readonly podPidsLimit?: number;
  /**
   * Pods are evicted from a host whose disks have less left than this.
   * @default - a tenth of the disk that kubelet is on, 15 % of the one with the images (kubelet's evictionHard)
   */
  readonly freeDisk?: Size;
  /**
   * Never ask for a lower out-of-memory score than containerd itself has: for hosts that may not, because they are containers
   * themselves.
   * @default false
   */
  readonly restrictOomScore?: boolean;
  /**
   * What SELinux does on hosts that have it and run pods: it only notes what it would refuse, as kubeadm's makers ask for
   * (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/), or it stays as the image has it:
   * then policies for containerd, kubelet and pods are yours to bring.
   * @default 'permissive'
   */
  readonly selinux?: 'permissive' | 'unchanged';
  /** Checks of `kubeadm join` that may fail, e.g. `SystemVerification`. @default - none */
  readonly ignoredPreflightChecks?: readonly string[];
}

/** The same, settled. */
export type NodeSettings = Required<Omit<NodeOptions, 'freeDisk'>> & Pick<NodeOptions, 'freeDisk'>;

/** @param containerd the version that goes with the cluster's Kubernetes */
export function settleNodeOptions(options: NodeOptions, containerd: string): NodeSettings {
  const { software = NodeSoftware.upstream() } = options;
  return {
    containerd: software.settings.kind === 'releases' ? CONTAINERD_RELEASE : containerd,
    cgroupDriver: 'systemd',
    cgroupV1: false,
    swap: false,
    podPidsLimit: 4096,
    restrictOomScore: false,
    selinux: 'permissive',
    ...options,
    software,
    ignoredPreflightChecks: [...(options.ignoredPreflightChecks ?? [])],
  };
}
