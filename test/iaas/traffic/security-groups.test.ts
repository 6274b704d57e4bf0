import { addressRange } from '../../../lib/iaas/traffic/address-range';
import { declareFlows, protocol, tcp, udp } from '../../../lib/iaas/traffic/flow';
import type { Flow } from '../../../lib/iaas/traffic/flow';
import { HostGroup } from '../../../lib/iaas/traffic/host-group';
import { securityGroupsOf } from '../../../lib/iaas/traffic/security-groups';
import { Cidr } from '../../../lib/core/cidr';
import { settleTree } from '../settled';
import { twoSites } from './two-sites';

const near = addressRange(
  'near',
  ['10.8.0.0/16', '10.9.0.0/16'].map((text) => Cidr.parse(text)),
);

/** Groups of the cloud where some flows are declared between hosts of one's own and its machine and pool. */
function groups(flows: (groups: { here: HostGroup; away: HostGroup; both: HostGroup; balancer: HostGroup }) => Flow[]) {
  const { platform, hosts, owned, cloud, machine, pool } = twoSites();
  const group = (role: string, members: HostGroup['members'], grows = false) =>
    new HostGroup(cloud, { role, members: () => members, grows });
  const named = {
    here: group('here', [machine, pool]),
    away: group('away', hosts),
    both: group('both', [hosts[0], machine], true),
    balancer: new HostGroup(cloud, { role: 'balancer', members: () => [], balancerOn: cloud }),
  };
  declareFlows(platform, () => flows(named));
  settleTree(platform);
  return {
    ids: securityGroupsOf(cloud).map(({ group: { id } }) => id),
    of: (id: string) => securityGroupsOf(cloud).find(({ group: { id: own } }) => own === `cloud-${id}`),
    elsewhere: securityGroupsOf(owned).map(({ group: { id } }) => id),
    machine,
    pool,
  };
}
const why = 'a test';

describe('security groups of a site', () => {
  test('are those with members there, which are named', () => {
    const made = groups(({ here, away, both, balancer }) => [
      { from: [here, away, balancer], to: both, traffic: [tcp(1)], why },
    ]);
    expect(made.ids).toEqual(['cloud-hosts', 'cloud-here', 'cloud-balancer', 'cloud-both']);
    expect(made.elsewhere).toEqual(['owned-hosts', 'cloud-away', 'cloud-both']);
    expect(made.of('here')?.members).toEqual([made.machine, made.pool]);
    expect(made.of('both')?.members).toEqual([made.machine]);
  });

  test('let in groups of the site by name, members elsewhere by address, growing ones by network', () => {
    const made = groups(({ here, away, both, balancer }) => [
      { from: [here, away, both, balancer, near], to: here, traffic: [tcp(1)], why },
    ]);
    const ports = { from: 1, to: 1 };
    expect(made.of('here')?.ingress).toEqual(
      [
        { group: 'cloud-here' },
        ...['10.1.0.11/32', '10.1.0.12/32', '10.1.0.13/32'].map((cidr) => ({ cidr })),
        { group: 'cloud-both' },
        { cidr: '10.1.0.0/16' },
        { group: 'cloud-balancer' },
        { cidr: '10.8.0.0/16' },
        { cidr: '10.9.0.0/16' },
      ].map((peer) => ({ protocol: 'tcp', ports, peer, why })),
    );
  });

  test('let out what somebody else lets in', () => {
    const made = groups(({ here, away }) => [{ from: [here], to: away, traffic: [protocol('esp')], why }]);
    expect(made.of('here')?.egress).toEqual(
      ['10.1.0.11/32', '10.1.0.12/32', '10.1.0.13/32'].map((cidr) => ({ protocol: 'esp', peer: { cidr }, why })),
    );
    expect(made.of('here')?.ingress).toEqual([]);
  });

  test('have a rule for each range of ports, and none twice, whatever the reason', () => {
    const made = groups(({ here }) => [
      { from: [here], to: here, traffic: [tcp(1, { from: 5, to: 9 }), udp(1)], why: 'first' },
      { from: [here], to: here, traffic: [tcp(1)], why: 'second' },
    ]);
    expect(
      made.of('here')?.ingress.map(({ protocol: of, ports, why: reason }) => [of, ports?.from, ports?.to, reason]),
    ).toEqual([
      ['tcp', 1, 1, 'first'],
      ['tcp', 5, 9, 'first'],
      ['udp', 1, 1, 'first'],
    ]);
  });

  test('see nothing of what stays within a host', () => {
    const made = groups(({ here }) => [
      { from: [near], to: here, traffic: [protocol('any')], why, only: 'hosts' },
      { from: [near], to: here, traffic: [protocol('ipip')], why, only: 'networks' },
    ]);
    expect(made.of('here')?.ingress.map(({ protocol: of }) => of)).toEqual(['ipip', 'ipip']);
  });
});
