import { addressRange } from '../../../lib/iaas/traffic/address-range';
import { declareFlows, protocol, tcp } from '../../../lib/iaas/traffic/flow';
import type { Flow } from '../../../lib/iaas/traffic/flow';
import { HostGroup } from '../../../lib/iaas/traffic/host-group';
import { trafficOf } from '../../../lib/iaas/traffic/table';
import { Cidr } from '../../../lib/core/cidr';
import { settleTree } from '../settled';
import { twoSites } from './two-sites';

describe('the traffic of a tree', () => {
  test('is known for every host over all groups that it is in', () => {
    const { platform, owned, hosts } = twoSites();
    const [a, b, c] = hosts;
    const some = new HostGroup(owned, { role: 'some', members: () => [a, b, a] });
    const other = new HostGroup(owned, { role: 'other', members: () => [b] });
    const flow = (to: HostGroup, why: string): Flow => ({ from: [other], to, traffic: [tcp(1)], why });
    declareFlows(platform, () => [flow(some, 'to some'), flow(other, 'to other')]);
    settleTree(platform);
    const table = trafficOf(platform);
    const reasons = hosts.map((host) =>
      table
        .to(host)
        .filter(({ at }) => at === platform)
        .map(({ why }) => why),
    );
    expect(reasons).toEqual([['to some'], ['to some', 'to other'], []]);
    expect(table.membersOf(some)).toEqual([a, b]);
    expect(table.to(c).every(({ at }) => at === owned)).toBe(true);
  });

  test('asks for flows when the tree is complete, and once', () => {
    const { platform, hosts, owned } = twoSites();
    let asked = 0;
    const group = new HostGroup(owned, { role: 'all', members: () => hosts });
    declareFlows(owned, () => {
      asked++;
      return [{ from: [group], to: group, traffic: [protocol('any')], why: hosts[0].address }];
    });
    expect(asked).toBe(0);
    settleTree(platform);
    for (const host of hosts)
      expect(
        trafficOf(host)
          .to(host)
          .map(({ why }) => why),
      ).toContain('10.1.0.11');
    expect(asked).toBe(1);
  });
});

describe('a peer as addresses', () => {
  const { platform, owned, cloud, hosts, machine, pool } = twoSites();
  settleTree(platform);
  const blocks = (members: readonly (typeof machine | typeof pool)[], grows: boolean) =>
    trafficOf(platform)
      .union([new HostGroup(owned, { role: `r${members.length}`, members: () => members, grows })])
      .map(String);

  test('is those of its members, where members stay', () => {
    expect(blocks([...hosts, machine], false)).toEqual(['10.1.0.11/32', '10.1.0.12/32', '10.1.0.13/32', '10.2.0.4/32']);
  });

  test('is the network of a pool, whose members nobody knows', () => {
    expect(blocks([...hosts, machine, pool], false)).toEqual([
      '10.1.0.11/32',
      '10.1.0.12/32',
      '10.1.0.13/32',
      '10.2.0.0/16',
    ]);
  });

  test('is the networks of its sites where members come and go, so that one more says nothing new', () => {
    expect(blocks(hosts.slice(0, 1), true)).toEqual(['10.1.0.0/16']);
    expect(blocks(hosts, true)).toEqual(['10.1.0.0/16']);
    expect(blocks([...hosts, pool], true)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });

  test('is the network of a balancer that its provider runs', () => {
    const group = new HostGroup(cloud, { role: 'balancer', members: () => [], balancerOn: cloud });
    expect(trafficOf(platform).union([group]).map(String)).toEqual(['10.2.0.0/16']);
  });

  test('has no block that lies in another', () => {
    const range = addressRange('both', [Cidr.parse('10.1.0.0/24'), Cidr.parse('10.0.0.0/8')]);
    expect(trafficOf(platform).union([range, range]).map(String)).toEqual(['10.0.0.0/8']);
  });
});
