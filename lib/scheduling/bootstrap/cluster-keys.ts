import type { BootCluster } from './model';
import { Ports } from './paths';

/** Under which one host at a time changes the cluster; the same at first boot and later. */
export function clusterLock({ clusterName }: BootCluster): string {
  return `${clusterKeys(clusterName)}/lock`;
}

/** Which version of Kubernetes the control plane has: written at the first boot, then by every upgrade. */
export function clusterVersionKey({ clusterName }: BootCluster): string {
  return `${clusterKeys(clusterName)}/version`;
}

/** Which revision of the control plane's settings the cluster has: written at the first boot, then by every upgrade. */
export function clusterConfigurationKey({ clusterName }: BootCluster): string {
  return `${clusterKeys(clusterName)}/configuration`;
}

/** Where a cluster's own keys are in etcd, beside those of Kubernetes. */
export function clusterKeys(clusterName: string): string {
  return `/altostratus/${clusterName}`;
}

/** Where the members of etcd answer their clients. */
export function etcdUrls({ etcd }: BootCluster): string[] {
  return etcd.map(({ address }) => `https://${address}:${Ports.etcdClient}`);
}

/** The same as etcdctl takes them. */
export function etcdEndpoints(cluster: BootCluster): string {
  return etcdUrls(cluster).join(',');
}
