import { Etcd, KubeProxy, Machines, PodNetwork } from 'altostratus';
import type { ClusterProps } from 'altostratus';
import { settled, SMALL, specOf, unitOf } from '../sample-cluster';

function modules(props: Partial<ClusterProps>): readonly string[] {
  return specOf(settled(props).general.machines[0]).modules;
}

test('the kernel has what the pod network and the service proxy need', () => {
  expect(modules({})).toEqual([
    'br_netfilter',
    'ip_vs',
    'ip_vs_rr',
    'ip_vs_sh',
    'ip_vs_wrr',
    'nf_conntrack',
    'overlay',
  ]);
  expect(modules({ podNetwork: PodNetwork.flannel() })).toEqual(['br_netfilter', 'nf_conntrack', 'overlay']);
  expect(modules({ podNetwork: PodNetwork.flannel({ backend: 'wireguard' }) })).toContain('wireguard');
  expect(modules({ podNetwork: PodNetwork.flannel(), proxy: KubeProxy.ipvs() })).toContain('ip_vs');
});

test('bridged packets meet the rules, and hosts route', () => {
  expect(specOf(settled().cluster.controlPlane[0]).sysctls).toMatchObject({
    'net.bridge.bridge-nf-call-iptables': '1',
    'net.ipv4.ip_forward': '1',
  });
});

test('kubelet waits for kubeadm, and its flags come from kubeadm', () => {
  const worker = settled().general.machines[0];
  expect(unitOf(worker, 'kubelet.service')).toContain('ConditionPathExists=/var/lib/kubelet/config.yaml\n');
  expect(unitOf(worker, 'kubelet.service.d/10-kubeadm.conf')).toMatch(
    /^ExecStart=\nExecStart=\/usr\/local\/bin\/kubelet \$KUBELET_KUBECONFIG_ARGS/m,
  );
});

test('hosts of etcd alone have neither containerd nor kubelet', () => {
  const { cluster } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
  const { packages, units, modules: loaded } = specOf(cluster.etcd[0]);
  expect(packages).not.toContain('conntrack');
  const names = units.map(({ name }) => name);
  expect(names).toContain('etcd.service');
  expect(names.filter((name) => /^(containerd|kubelet)/.test(name))).toEqual([]);
  expect(loaded).toEqual([]);
});
