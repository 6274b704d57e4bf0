import { backendConfig, backendModules, backendTraffic } from '../../../../lib/scheduling/pod-network/flannel/backend';
import type { FlannelBackend } from '../../../../lib/scheduling/pod-network/flannel/backend';

test.each<[FlannelBackend, object]>([
  [{}, { Type: 'vxlan' }],
  [
    { vni: 7, port: 4789, directRouting: true, mtu: 1400 },
    { Type: 'vxlan', VNI: 7, Port: 4789, DirectRouting: true, MTU: 1400 },
  ],
  [{ backend: 'host-gw' }, { Type: 'host-gw' }],
  [{ backend: 'wireguard' }, { Type: 'wireguard', PSK: 'key' }],
  [
    { backend: 'wireguard', port: 51_000, keepalive: 25, mtu: 1380 },
    { Type: 'wireguard', PSK: 'key', ListenPort: 51_000, PersistentKeepaliveInterval: 25, MTU: 1380 },
  ],
  [{ backend: 'ipsec' }, { Type: 'ipsec', PSK: 'key', UDPEncap: false }],
  [
    { backend: 'ipsec', udpEncapsulation: true },
    { Type: 'ipsec', PSK: 'key', UDPEncap: true },
  ],
])('%j', (backend, expected) => {
  expect(backendConfig(backend, 'key')).toEqual(expected);
});

test.each<[FlannelBackend, string]>([
  [{}, 'udp 8472'],
  [{ port: 4789 }, 'udp 4789'],
  [{ backend: 'host-gw' }, ''],
  [{ backend: 'wireguard' }, 'udp 51820'],
  [{ backend: 'ipsec' }, 'udp 500, udp 4500, esp'],
])('%j sends %s', (backend, expected) => {
  const said = backendTraffic(backend).flatMap((one) =>
    'ports' in one ? one.ports.map(({ from }) => `${one.protocol} ${from}`) : [one.protocol],
  );
  expect(said.join(', ')).toBe(expected);
});

test('modules of the kernel', () => {
  expect(backendModules({})).toEqual([]);
  expect(backendModules({ backend: 'wireguard' })).toEqual(['wireguard']);
  expect(backendModules({ backend: 'ipsec' })).toEqual(['esp4', 'xfrm_user']);
});
