import { emitDocuments } from '../../core/yaml';
import type { Machine } from '../../iaas/machine';
import { nodeFailureMonitoring, nodeFailureTolerations } from '../failure-timing';
import {
  apiServerArguments,
  apiServerFolders,
  controllerManagerArguments,
  schedulerArguments,
} from '../hardening/arguments';
import { kubeProxyConfiguration } from '../kube-proxy-config';
import { compareVersions } from '../versions';
import { etcdUrls } from './cluster-keys';
import { KUBEADM_API } from './kubeadm-types';
import type { BootstrapToken, ClusterConfiguration, InitConfiguration, NodeRegistration } from './kubeadm-types';
import { inKubeadmApi } from './kubeadm-v1beta3';
import type { TypedDocument } from './kubeadm-v1beta3';
import { kubeletConfiguration } from './kubelet-config';
import type { BootCluster } from './model';
import { Paths, Ports } from './paths';

/** What `kubeadm init phase …` reads on a host of the control plane. */
export function kubeadmYaml(cluster: BootCluster, machine: Machine): string {
  const { mode, tuneConntrack } = cluster.proxy;
  return emitIn(cluster, [
    initConfiguration(cluster, machine),
    clusterConfiguration(cluster),
    kubeletConfiguration(cluster),
    ...(mode === undefined
      ? []
      : [kubeProxyConfiguration({ mode, tuneConntrack, podCidr: cluster.podCidr.toString() })]),
  ]);
}

/** The same with the join token, for the one phase that writes it into the cluster. Secret. */
export function kubeadmTokenYaml(cluster: BootCluster, machine: Machine): string {
  const token: BootstrapToken = {
    token: cluster.pki.joinToken.value,
    description: 'Workers join with it',
    // Pools that grow, and hosts that are made anew, need it at any time. kubeadm has each request of its group approved whatever
    // node it names, hosts of the control plane included (app/phases/bootstraptoken/node/tlsbootstrap.go): see docs/day2.md.
    ttl: '0s',
    usages: ['signing', 'authentication'],
    groups: ['system:bootstrappers:kubeadm:default-node-token'],
  };
  const init: InitConfiguration = { ...initConfiguration(cluster, machine), bootstrapTokens: [token] };
  return emitIn(cluster, [init, clusterConfiguration(cluster)]);
}

/** What kubeadm makes the certificates of etcd from: for the official way see kubernetes.io, "Set up a High Availability etcd Cluster with kubeadm". */
export function certificatesYaml(cluster: BootCluster, machine: Machine): string {
  const names = { serverCertSANs: [machine.address], peerCertSANs: [machine.address] };
  const configuration: ClusterConfiguration = {
    apiVersion: KUBEADM_API,
    kind: 'ClusterConfiguration',
    kubernetesVersion: `v${cluster.kubernetes.full}`,
    certificatesDir: Paths.pki,
    etcd: { local: { dataDir: Paths.etcdData, ...names } },
  };
  return emitIn(cluster, [initConfiguration(cluster, machine), configuration]);
}

/** Documents in the API that the kubeadm of the cluster's version reads. */
function emitIn({ kubernetes }: BootCluster, documents: readonly TypedDocument[]): string {
  return emitDocuments(inKubeadmApi(kubernetes.kubeadmApi, documents));
}

/** How a host registers its node. */
export function nodeRegistration(cluster: BootCluster, machine: Machine | undefined): NodeRegistration {
  const { ignoredPreflightChecks } = cluster.nodes;
  return {
    ...(machine && { name: machine.machineName }),
    criSocket: Paths.criSocket,
    ...(machine && { kubeletExtraArgs: [{ name: 'node-ip', value: machine.address }] }),
    ...(ignoredPreflightChecks.length > 0 && { ignorePreflightErrors: ignoredPreflightChecks }),
  };
}

function initConfiguration(cluster: BootCluster, machine: Machine): InitConfiguration {
  return {
    apiVersion: KUBEADM_API,
    kind: 'InitConfiguration',
    localAPIEndpoint: { advertiseAddress: machine.address, bindPort: Ports.apiServer },
    nodeRegistration: nodeRegistration(cluster, machine),
  };
}

/** Nothing in it differs from host to host: whoever is first writes it into the cluster for all. */
function clusterConfiguration(cluster: BootCluster): ClusterConfiguration {
  const { kubernetes, apiHost, apiPort, balancer, controlPlane, podCidr, serviceCidr, dnsDomain } = cluster;
  return {
    apiVersion: KUBEADM_API,
    kind: 'ClusterConfiguration',
    kubernetesVersion: `v${kubernetes.full}`,
    clusterName: cluster.clusterName,
    controlPlaneEndpoint: `${apiHost}:${apiPort}`,
    certificatesDir: Paths.pki,
    etcd: {
      external: {
        endpoints: etcdUrls(cluster),
        caFile: `${Paths.pki}/etcd/ca.crt`,
        certFile: `${Paths.pki}/apiserver-etcd-client.crt`,
        keyFile: `${Paths.pki}/apiserver-etcd-client.key`,
      },
    },
    networking: { podSubnet: podCidr.toString(), serviceSubnet: serviceCidr.toString(), dnsDomain },
    apiServer: {
      certSANs: [
        apiHost,
        ...(balancer.address === undefined || balancer.address === '127.0.0.1' ? [] : [balancer.address]),
        '127.0.0.1',
        ...controlPlane.map(({ address }) => address),
      ],
      extraArgs: [...apiServerArguments(cluster), ...nodeFailureTolerations(cluster.nodeFailure)],
      extraVolumes: apiServerFolders(cluster),
    },
    controllerManager: {
      extraArgs: [
        { name: 'node-cidr-mask-size-ipv4', value: String(cluster.podNetwork.nodePrefix) },
        ...controllerManagerArguments(cluster),
        ...nodeFailureMonitoring(cluster.nodeFailure),
      ],
    },
    scheduler: { extraArgs: schedulerArguments(cluster) },
    // Both are objects of the Plan like all others, so kubeadm must not touch them, also not at an upgrade.
    dns: { disabled: true },
    proxy: { disabled: true },
    // From 1.33 on it is the default and later no longer a choice: kubelets of the control plane talk to their own API server.
    ...(compareVersions(kubernetes.full, '1.33') < 0 && { featureGates: { ControlPlaneKubeletLocalMode: true } }),
  };
}
