import { Encryption, PodNetwork } from 'altostratus';

test('defaults', () => {
  expect(PodNetwork.flannel()).toMatchObject({ kind: 'flannel', pods: '10.244.0.0/16', nodePrefix: 24 });
  expect(PodNetwork.kubeRouter({ pods: '10.64.0.0/12', nodePrefix: 23 })).toMatchObject({
    kind: 'kube-router',
    pods: '10.64.0.0/12',
    nodePrefix: 23,
  });
});

test.each([
  ['flannel', PodNetwork.flannel(), false, false, false, true],
  ['flannel host-gw', PodNetwork.flannel({ backend: 'host-gw' }), false, false, false, true],
  ['flannel wireguard', PodNetwork.flannel({ backend: 'wireguard' }), false, false, true, true],
  ['flannel ipsec', PodNetwork.flannel({ backend: 'ipsec' }), false, false, true, true],
  ['kube-router', PodNetwork.kubeRouter(), true, true, false, true],
  ['kube-router without Services', PodNetwork.kubeRouter({ serviceProxy: false }), true, false, false, true],
  ['kube-router without policies', PodNetwork.kubeRouter({ firewall: false }), false, true, false, true],
  ['cilium', PodNetwork.cilium(), true, true, false, true],
  ['cilium without Services', PodNetwork.cilium({ kubeProxyReplacement: false }), true, false, false, false],
  ['cilium wireguard', PodNetwork.cilium({ encryption: Encryption.wireguard() }), true, true, true, true],
  ['cilium ipsec', PodNetwork.cilium({ encryption: Encryption.ipsec() }), true, true, true, true],
])('%s: policies, Services, encryption, ports of hosts', (_, network, policies, services, encrypts, hostPorts) => {
  const { enforcesPolicies, replacesKubeProxy, plugin } = network;
  expect([enforcesPolicies, replacesKubeProxy, network.encrypts, plugin.hostPorts]).toEqual([
    policies,
    services,
    encrypts,
    hostPorts,
  ]);
});

test.each([
  ['flannel', PodNetwork.flannel(), 'udp 8472'],
  ['kube-router', PodNetwork.kubeRouter(), 'tcp 179, ipip'],
  ['kube-router in UDP', PodNetwork.kubeRouter({ encapsulation: { udpPort: 5555 } }), 'tcp 179, udp 5555'],
  ['kube-router without overlay', PodNetwork.kubeRouter({ overlay: 'none' }), 'tcp 179'],
  ['cilium', PodNetwork.cilium(), 'udp 8472, tcp 4240, icmp'],
  [
    'cilium wireguard',
    PodNetwork.cilium({ encryption: Encryption.wireguard() }),
    'udp 8472, tcp 4240, icmp, udp 51871',
  ],
  ['cilium ipsec', PodNetwork.cilium({ encryption: Encryption.ipsec() }), 'udp 8472, tcp 4240, icmp, esp'],
])('nodes of %s send each other %s', (_, { traffic }, expected) => {
  const said = traffic.flatMap((one) =>
    'ports' in one ? one.ports.map(({ from }) => `${one.protocol} ${from}`) : [one.protocol],
  );
  expect(said.join(', ')).toBe(expected);
});

test('wrong combinations do not compile', () => {
  // @ts-expect-error host-gw has no port
  PodNetwork.flannel({ backend: 'host-gw', port: 8472 });
  // @ts-expect-error vxlan has no key
  PodNetwork.flannel({ backend: 'vxlan', keepalive: 25 });
  // @ts-expect-error kube-router has no encryption
  expect(PodNetwork.kubeRouter({ encryption: Encryption.ipsec() }).encrypts).toBe(false);
});
