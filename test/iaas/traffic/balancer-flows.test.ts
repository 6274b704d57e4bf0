import { ANYONE, PRIVATE } from '../../../lib/iaas/traffic/address-range';
import { declareBalancerFlows } from '../../../lib/iaas/traffic/balancer-flows';
import type { FlowBalancer } from '../../../lib/iaas/traffic/balancer-flows';
import { flowsIn } from '../../../lib/iaas/traffic/flow';
import type { Peer } from '../../../lib/iaas/traffic/flow';
import { settleTree } from '../settled';
import { twoSites } from './two-sites';

function flowsOf(balancer: Pick<FlowBalancer, 'on' | 'targets'>, clients: readonly Peer[] = [ANYONE]) {
  const { platform, cloud } = twoSites();
  const made = Object.assign(Object.create(cloud) as FlowBalancer, {
    site: cloud,
    ports: [
      { port: 443, targetPort: () => 30_001 },
      { port: 80, targetPort: () => 30_002 },
    ],
    ...balancer,
  });
  declareBalancerFlows(made, () => clients);
  settleTree(platform);
  const ports = flowsIn(platform)
    .filter(({ at }) => at === made)
    .map(({ from, to, traffic }) => ({
      from: from.map((peer) => (peer.kind === 'hosts' ? peer.id : peer.name)).join(),
      to: to.kind === 'hosts' ? to.id : to.name,
      what: traffic.flatMap((one): (string | number)[] =>
        'ports' in one ? one.ports.map(({ from: port }) => port) : [one.protocol],
      ),
    }));
  return { ports, itself: flowsIn(platform).find(({ at }) => at === made)?.to };
}

describe('flows of a balancer', () => {
  const { hosts } = twoSites();

  test('lead from clients to it, from it to the hosts behind it, and between its hosts by VRRP', () => {
    expect(flowsOf({ on: hosts.slice(0, 2), targets: hosts }, [PRIVATE]).ports).toEqual([
      { from: 'private addresses', to: 'cloud-balancer', what: [443, 80] },
      { from: 'cloud-balancer', to: 'cloud-targets', what: [30_001, 30_002] },
      { from: 'cloud-balancer', to: 'cloud-balancer', what: ['vrrp'] },
    ]);
  });

  test('have no VRRP on one host', () => {
    expect(flowsOf({ on: hosts.slice(0, 1), targets: hosts }).ports).toHaveLength(2);
  });

  test('lead to the balancer of the provider, where it runs on no host', () => {
    const { ports, itself } = flowsOf({ on: [], targets: hosts });
    expect(ports).toEqual([
      { from: 'anyone', to: 'cloud-balancer', what: [443, 80] },
      { from: 'cloud-balancer', to: 'cloud-targets', what: [30_001, 30_002] },
      // It may keep the address of its client, which only hosts see.
      { from: 'anyone', to: 'cloud-targets', what: [30_001, 30_002] },
    ]);
    expect(itself).toMatchObject({ balancerOn: { siteName: 'cloud' } });
  });
});
