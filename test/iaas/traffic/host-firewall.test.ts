import { bootOf } from '../../../lib/iaas/host-config/boot';
import type { HostConfig } from '../../../lib/iaas/host-config/host-config';
import { addressRange, ANYONE } from '../../../lib/iaas/traffic/address-range';
import { declareFlows, protocol, tcp } from '../../../lib/iaas/traffic/flow';
import type { Flow } from '../../../lib/iaas/traffic/flow';
import { FIREWALL_PATH } from '../../../lib/iaas/traffic/host-firewall';
import { HostGroup } from '../../../lib/iaas/traffic/host-group';
import { Cidr } from '../../../lib/core/cidr';
import { settleTree } from '../settled';
import { twoSites } from './two-sites';

function rulesOf({ host }: { readonly host: HostConfig }): string | undefined {
  return bootOf(host).files.find(({ path }) => path === FIREWALL_PATH)?.content;
}

/** The rules of the first host of one's own where one more flow leads to it. */
function withFlow(flow: Partial<Flow>): string {
  const { platform, hosts, owned } = twoSites();
  const group = new HostGroup(owned, { role: 'all', members: () => hosts });
  declareFlows(owned, () => [{ from: [group], to: group, traffic: [tcp(1234)], why: 'a test', ...flow }]);
  settleTree(platform);
  return rulesOf(hosts[0]) ?? '';
}

describe('the rules of a host', () => {
  test('are on hosts that nothing else protects, and loaded again when they change', () => {
    const { platform, hosts, machine, pool } = twoSites();
    settleTree(platform);
    expect(rulesOf(machine)).toBeUndefined();
    expect(rulesOf(pool)).toBeUndefined();
    expect(rulesOf(hosts[0])).toContain('policy drop');
    const { spec } = hosts[0].host.merge();
    expect(spec.packages).toContain('nftables');
    expect(spec.masked).toEqual(['firewalld.service']);
    expect(machine.host.merge().spec.masked).toEqual([]);
    expect(spec.files.find(({ path }) => path === FIREWALL_PATH)?.readBy).toEqual(['altostratus-firewall.service']);
    const unit = spec.units.find(({ name }) => name === 'altostratus-firewall.service')?.content;
    expect(unit).toContain(`ExecStart=/usr/sbin/nft -f ${FIREWALL_PATH}\n`);
    expect(unit).toContain(`ExecReload=/usr/sbin/nft -f ${FIREWALL_PATH}\n`);
    expect(unit).toContain('Before=network-pre.target');
  });

  test('let SSH in from those who are named alone, at the port that it has', () => {
    const { platform, hosts } = twoSites();
    settleTree(platform);
    const rules = rulesOf(hosts[0]);
    expect(rules).toContain('ip saddr 10.9.0.0/24 tcp dport 2222 accept');
    expect(rules?.match(/dport/g)).toHaveLength(3);
  });

  test('let in what is declared', () => {
    expect(withFlow({})).toContain('ip saddr { 10.1.0.11/32, 10.1.0.12/32, 10.1.0.13/32 } tcp dport 1234 accept');
    expect(withFlow({ only: 'hosts' })).toContain('dport 1234');
    const destination = addressRange('Services', [Cidr.parse('10.96.0.0/16')]);
    expect(withFlow({ from: [ANYONE], traffic: [protocol('any')], destination })).toContain(
      'ip daddr 10.96.0.0/16 accept',
    );
  });

  test('let in without those who are excepted', () => {
    const except = addressRange('pods', [Cidr.parse('10.244.0.0/16'), Cidr.parse('172.20.0.0/16')]);
    const from = [addressRange('all', [Cidr.parse('10.0.0.0/8')])];
    expect(withFlow({ from, except })).toContain('ip saddr 10.0.0.0/8 ip saddr != 10.244.0.0/16 tcp dport 1234 accept');
  });

  test('judge ports that lead to pods before they are sent on', () => {
    expect(withFlow({ translated: true })).toContain('tcp dport 1234 jump judged');
    expect(withFlow({})).not.toContain('jump judged');
  });

  describe('beside security groups', () => {
    /** The rules of a host of a cloud, and of a group, to which flows lead. */
    function inCloud(...flows: Partial<Flow>[]): (string | undefined)[] {
      const { platform, cloud, machine, pool } = twoSites();
      const group = new HostGroup(cloud, { role: 'all', members: () => [machine, pool] });
      const flow = { from: [group], to: group, traffic: [tcp(1234)], why: 'a test' };
      declareFlows(cloud, () => flows.map((changes) => ({ ...flow, ...changes })));
      settleTree(platform);
      return [rulesOf(machine), rulesOf(pool)];
    }
    const everything = { traffic: [protocol('any')], only: 'networks' } as const;

    test('are on hosts to which those let in anything', () => {
      for (const rules of inCloud({}, everything)) {
        expect(rules).toContain('ip saddr 10.2.0.0/16 tcp dport 1234 accept');
        expect(rules).toContain('policy drop');
      }
      expect(inCloud({}, { ...everything, only: 'hosts' })).toEqual([undefined, undefined]);
      expect(inCloud({}, { only: 'networks' })).toEqual([undefined, undefined]);
    });

    test('leave ports that lead to pods to those', () => {
      const [rules] = inCloud({ translated: true }, everything);
      expect(rules).toContain('meta nfproto ipv4 tcp dport 1234 accept');
      expect(rules).not.toContain('chain translated');
    });
  });

  test('leave out what is none of the host, and what comes from nobody', () => {
    expect(withFlow({ only: 'networks' })).not.toContain('dport 1234');
    expect(withFlow({ from: [addressRange('nobody', [])] })).not.toContain('dport 1234');
    expect(withFlow({ to: ANYONE })).not.toContain('dport 1234');
  });
});
