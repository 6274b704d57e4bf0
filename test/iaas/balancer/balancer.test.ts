import { Size } from 'cdk8s';
import { Balancer } from '../../../lib/iaas/balancer/balancer';
import { Endpoint } from '../../../lib/iaas/endpoint';
import { Inventory } from '../../../lib/iaas/inventory/inventory';
import { Machines } from '../../../lib/iaas/machines';
import type { IProvider } from '../../../lib/iaas/provider';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import { newPlatform, reported, settleTree } from '../settled';

const HOST = {
  name: 'cp-1',
  address: '10.0.1.1',
  roles: ['cp'],
  cpu: 4,
  memory: Size.gibibytes(8),
  disk: Size.gibibytes(50),
};
const owned = () => Provider.static({ hosts: Inventory.of([HOST]), ssh: { user: 'ops' } });
const aws = () => Provider.aws({ region: 'eu-central-1' });

function balancerOn(provider: IProvider, endpoint: Endpoint) {
  const platform = newPlatform();
  const site = new Site(platform, 'dc1', { provider, network: '10.0.0.0/16' });
  const wish = { cpu: 4, memory: Size.gibibytes(8) };
  const machines = provider.hosts.length > 0 ? site.hosts('cp') : Machines.of(3, wish);
  const targets = machines.bind({ scope: site, site, role: 'cp' }).machines;
  const balancer = new Balancer(site, 'api', {
    site,
    endpoint,
    targets,
    hostName: 'api.main.example.com',
    ports: [{ port: 8443, targetPort: () => 6443, check: { kind: 'tcp' } }],
  });
  return { platform, balancer };
}

describe('Balancer', () => {
  test('with a virtual address runs on its targets and has a router id', () => {
    const { platform, balancer } = balancerOn(owned(), Endpoint.vip('10.0.0.10'));
    settleTree(platform);
    expect(balancer.address).toBe('10.0.0.10');
    expect(balancer.virtualRouterId).toBe(1);
    expect(balancer.on.map(({ machineName }) => machineName)).toEqual(['cp-1']);
    expect(reported(platform)).toEqual([]);
  });

  test("of a provider runs on nobody's hosts", () => {
    const { platform, balancer } = balancerOn(aws(), Endpoint.cloud());
    settleTree(platform);
    expect(balancer.on).toEqual([]);
    expect(balancer.address).toBeUndefined();
    expect(balancer.records).toEqual([]);
    expect(reported(platform)).toEqual([]);
  });

  test.each([
    ['a virtual address on aws', aws, Endpoint.vip('10.0.0.10'), 'has no virtual addresses', 'Use Endpoint.cloud().'],
    [
      'a balancer of hosts one owns',
      owned,
      Endpoint.cloud(),
      'has no balancers of its own',
      'Use Endpoint.vip(address)',
    ],
  ])('%s is reported with what to use instead', (_, provider, endpoint, message, remedy) => {
    const { platform } = balancerOn(provider(), endpoint);
    expect(reported(platform)).toMatchObject([
      {
        rule: 'provider-lacks',
        path: 'dc1/api',
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      },
    ]);
  });

  test('an address that is none is reported', () => {
    const { platform } = balancerOn(owned(), Endpoint.vip('10.0.0.300'));
    expect(reported(platform)).toMatchObject([{ rule: 'address-malformed', path: 'dc1/api' }]);
  });
});
