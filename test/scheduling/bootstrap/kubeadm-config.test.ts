import { Size } from 'cdk8s';
import { Endpoint, Etcd, KubeProxy, Machines, PodNetwork } from 'altostratus';
import { parseAllDocuments } from 'yaml';
import { fileOf, settled, SMALL } from '../sample-cluster';

type Document = Record<string, never>;

function documents(text: string): Document[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Document);
}

const KUBEADM = '/etc/kubernetes/kubeadm.yaml';

describe('kubeadm.yaml', () => {
  const { cluster } = settled();
  const all = cluster.controlPlane.map((machine) => documents(fileOf(machine, KUBEADM)));
  const [init, configuration, kubelet] = all[0] ?? [];

  test('says of the host only what is its own', () => {
    expect(init).toMatchObject({
      kind: 'InitConfiguration',
      localAPIEndpoint: { advertiseAddress: '10.10.0.1', bindPort: 6443 },
      nodeRegistration: {
        name: 'dc1-main-control-plane-1',
        criSocket: 'unix:///run/containerd/containerd.sock',
        kubeletExtraArgs: [{ name: 'node-ip', value: '10.10.0.1' }],
      },
    });
    expect(init).not.toHaveProperty('bootstrapTokens');
  });

  test('says of the cluster the same on every host, for whoever is first writes it', () => {
    expect(all).toHaveLength(3);
    for (const [, ...common] of all) expect(common).toEqual(all[0]?.slice(1));
    expect(new Set(all.map(([first]) => JSON.stringify(first))).size).toBe(3);
  });

  test('describes the cluster', () => {
    expect(configuration).toMatchObject({
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kubernetesVersion: 'v1.36.3',
      clusterName: 'main',
      controlPlaneEndpoint: 'api.main.example.com:8443',
      networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16', dnsDomain: 'cluster.local' },
      etcd: { external: { endpoints: ['https://10.10.0.1:2379', 'https://10.10.0.2:2379', 'https://10.10.0.3:2379'] } },
      apiServer: {
        certSANs: ['api.main.example.com', '10.10.0.10', '127.0.0.1', '10.10.0.1', '10.10.0.2', '10.10.0.3'],
      },
      dns: { disabled: true },
      proxy: { disabled: true },
    });
    expect(configuration).toHaveProperty(
      'controllerManager.extraArgs',
      expect.arrayContaining([{ name: 'node-cidr-mask-size-ipv4', value: '24' }]),
    );
    expect(configuration).not.toHaveProperty('featureGates');
  });

  test('configures kubelet, with a file of name servers that is the same everywhere', () => {
    expect(kubelet).toMatchObject({
      kind: 'KubeletConfiguration',
      clusterDNS: ['10.96.0.10'],
      clusterDomain: 'cluster.local',
      cgroupDriver: 'systemd',
      resolvConf: '/run/altostratus/resolv.conf',
      podPidsLimit: 4096,
    });
    expect(kubelet).not.toHaveProperty('failCgroupV1');
    expect(kubelet).not.toHaveProperty('failSwapOn');
    expect(kubelet).not.toHaveProperty('evictionHard');
  });

  test('has no document for kube-proxy where there is none', () => {
    expect(all[0]).toHaveLength(3);
  });
});

test('kube-proxy is configured where there is one', () => {
  const { cluster } = settled({
    podNetwork: PodNetwork.flannel(),
    proxy: KubeProxy.nftables({ tuneConntrack: false }),
  });
  expect(documents(fileOf(cluster.controlPlane[0], KUBEADM))[3]).toMatchObject({
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clusterCIDR: '10.244.0.0/16',
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  });
});

test('hosts that are not the usual', () => {
  const { cluster } = settled({
    nodes: { cgroupDriver: 'cgroupfs', cgroupV1: true, swap: true, ignoredPreflightChecks: ['SystemVerification'] },
  });
  const [init, , kubelet] = documents(fileOf(cluster.controlPlane[0], KUBEADM));
  expect(kubelet).toMatchObject({ cgroupDriver: 'cgroupfs', failCgroupV1: false, failSwapOn: false });
  expect(init).toMatchObject({ nodeRegistration: { ignorePreflightErrors: ['SystemVerification'] } });
});

test('a wanted amount of free disk leaves kubelet its other thresholds, which it forgets where only some are given', () => {
  const { cluster } = settled({ nodes: { freeDisk: Size.gibibytes(20) } });
  expect(documents(fileOf(cluster.controlPlane[0], KUBEADM))[2]).toMatchObject({
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '20480Mi',
      'imagefs.available': '20480Mi',
      'nodefs.inodesFree': '5%',
      'imagefs.inodesFree': '5%',
    },
  });
});

test('before 1.33 kubelets of the control plane are told to use their own API server', () => {
  const gate = (version: string) => documents(fileOf(settled({ version }).cluster.controlPlane[0], KUBEADM))[1];
  expect(gate('1.32')).toHaveProperty('featureGates', { ControlPlaneKubeletLocalMode: true });
  expect(gate('1.33')).not.toHaveProperty('featureGates');
});

test('without a virtual address the certificate names the DNS name and the hosts', () => {
  const { cluster } = settled({ endpoint: Endpoint.cloud(), etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
  const [, configuration] = documents(fileOf(cluster.controlPlane[0], KUBEADM));
  expect(configuration).toMatchObject({
    controlPlaneEndpoint: 'api.main.example.com:6443',
    apiServer: { certSANs: ['api.main.example.com', '127.0.0.1', '10.10.0.1', '10.10.0.2', '10.10.0.3'] },
    etcd: { external: { endpoints: ['https://10.10.0.4:2379', 'https://10.10.0.5:2379', 'https://10.10.0.6:2379'] } },
  });
});

test('certificates of etcd are for the address of their host', () => {
  const { cluster } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
  for (const machine of [...cluster.etcd, ...cluster.controlPlane]) {
    const [init, configuration] = documents(fileOf(machine, '/etc/kubernetes/etcd-certs.yaml'));
    expect(init).toMatchObject({ nodeRegistration: { name: machine.machineName } });
    expect(configuration).toMatchObject({
      kubernetesVersion: 'v1.36.3',
      etcd: { local: { serverCertSANs: [machine.address], peerCertSANs: [machine.address] } },
    });
  }
});
