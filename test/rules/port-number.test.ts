import { declareFlows, HostGroup, Inventory, Provider, Site, Traffic } from 'altostratus';
import { found, healthy, HEALTHY, platform } from './fixtures';

function faults(port: number, ports: readonly (number | { from: number; to: number })[] = []) {
  const root = platform();
  const provider = Provider.static({ hosts: Inventory.of(HEALTHY), ssh: { user: 'ops', port } });
  const site = new Site(root, 'dc1', { provider, network: '10.10.0.0/16' });
  const hosts = new HostGroup(site, { role: 'all', members: () => site.machines });
  declareFlows(site, () => [{ from: [hosts], to: hosts, traffic: [Traffic.udp(...ports)], why: 'a test' }]);
  return found(root, 'port-number');
}

describe('port-number', () => {
  it.each([99_999, 65_536, 0, -1, 22.5, Number.NaN])('finds an SSH port of %d, which no firewall takes', (port) => {
    expect(faults(port)).toMatchObject([
      { path: 'dc1', message: expect.stringMatching(new RegExp(`^"${port}" is not a port,.*SSH`)) as string },
    ]);
  });

  it('finds them in any flow, each once', () => {
    expect(faults(22, [70_000, 70_000])).toHaveLength(1);
    expect(faults(22, [{ from: 9, to: 7 }])).toMatchObject([
      { message: expect.stringContaining('"9-7" is not a range of ports') as string },
    ]);
  });

  it('is content with ports', () => {
    expect(faults(1, [65_535, { from: 7, to: 9 }])).toEqual([]);
    expect(found(healthy().platform, 'port-number')).toEqual([]);
  });
});
