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

  test('leave out what is none of the host, and what comes from nobody', () => {
    expect(withFlow({ only: 'networks' })).not.toContain('dport 1234');
    expect(withFlow({ from: [addressRange('nobody', [])] })).not.toContain('dport 1234');
    expect(withFlow({ to: ANYONE })).not.toContain('dport 1234');
  });
});
