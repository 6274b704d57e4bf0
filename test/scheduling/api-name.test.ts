import { Cluster, Endpoint, Etcd, Inventory, LinkBy, Machines, Platform, PodNetwork } from 'altostratus';
import { Provider, Site } from 'altostratus';
import type { ApiEndpoint, IProvider, Plan } from 'altostratus';
import { findings, synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { hosts } from '../rules/fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
const NAME = 'api.main.example.com';

/** Every provider, with room for user data: sizes are not what is looked at here. A new one is added here. */
const PROVIDERS: Readonly<Record<string, IProvider>> = {
  aws: roomy(Provider.aws({ region: 'eu-central-1' })),
  alicloud: roomy(Provider.alicloud({ region: 'cn-hangzhou' })),
  openstack: roomy(Provider.openstack({ cloud: 'fra', flavors: [{ name: 'l', cpu: 8, memory: Size.gibibytes(32) }] })),
  static: Provider.static({ hosts: Inventory.of(hosts('worker', 2, 8)), ssh: { user: 'ops' } }),
};

function roomy(provider: IProvider): IProvider {
  const capabilities = { ...provider.capabilities, userDataLimit: undefined };
  return Object.create(provider, { capabilities: { value: capabilities } }) as IProvider;
}

/** A cluster on one site with pools there and on another; pools that grow where there are such. */
function hybrid(home: IProvider, away: IProvider, endpoint: ApiEndpoint = Endpoint.cloud()): Platform {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = new Site(platform, 'home', { provider: home, network: '10.30.0.0/16' });
  const other = new Site(platform, 'away', { provider: away, network: '10.10.0.0/16' });
  const gateways = [home, away].filter(({ capabilities }) => capabilities.siteLinks?.includes('vpn')).length;
  if (gateways === 2) site.linkTo(other);
  else site.linkTo(other, gateways === 1 ? LinkBy.vpn('203.0.113.7') : LinkBy.existing());
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.stacked(),
    endpoint,
    podNetwork: PodNetwork.flannel({ backend: 'wireguard' }),
  });
  // The autoscaler for Alibaba Cloud fails at nodes of other clouds (autoscaler-foreign-nodes).
  const grow = home.kind === away.kind || ![home.kind, away.kind].includes('alicloud');
  for (const on of [site, other]) {
    const fixed = on.provider.capabilities.newMachines === false ? on.hosts('worker') : Machines.of(2, SIZE);
    cluster.addPool(`fixed-${on.siteName}`, { on, machines: fixed });
    if (on.provider.capabilities.autoscaledPools && grow)
      cluster.addPool(`grows-${on.siteName}`, { on, machines: Machines.between(0, 3, SIZE) });
  }
  return platform;
}

function planOf(platform: Platform): Plan {
  const made = synthesize(platform, { target: 'resources' });
  if (!made.ok) throw new Error(JSON.stringify(made.findings, undefined, 2));
  return made.plan;
}

/** How each host that joins finds the API servers: `dc1-worker-1 10.30.0.8`, or by a record of its site. */
function waysIn({ sites }: Plan) {
  return sites.flatMap(({ id, machines, pools, records }) =>
    [...machines, ...pools].map(({ id: host, boot }) => {
      const aliases = boot.files.find(({ path }) => path === '/etc/altostratus/hosts')?.content ?? '';
      const address = aliases
        .split('\n')
        .find((line) => line.endsWith(` ${NAME}`))
        ?.split(' ')[0];
      const record = records.find(({ name }) => name === NAME)?.balancer;
      return { host, site: id, master: host.includes('control-plane'), way: address ?? record ?? 'none' };
    }),
  );
}

const names = Object.keys(PROVIDERS);
const pairs = names
  .filter((home) => PROVIDERS[home]?.capabilities.cloudBalancers)
  .flatMap((home) => names.map((away) => [home, away] as const));

/** Where nobody knows the balancer's address beforehand, and the other network has no DNS of its own. */
const REFUSED = ['alicloud openstack', 'alicloud static', 'aws openstack', 'aws static'];

describe("every host that joins finds a provider's balancer by the name of the API server", () => {
  test.each(pairs)('cluster on %s, pools there and on %s', (home, away) => {
    const platform = hybrid(PROVIDERS[home] as IProvider, PROVIDERS[away] as IProvider);
    const lacks = findings(platform, 'provider-lacks');
    if (REFUSED.includes(`${home} ${away}`)) {
      expect(lacks.map(({ path }) => path)).toEqual(['home/main/fixed-away']);
      expect(lacks[0]?.remedy).toContain('Endpoint.nodeLocal()');
      return;
    }
    expect(lacks).toEqual([]);
    const plan = planOf(platform);
    const balancer = plan.sites[0]?.balancers[0];
    const ways = waysIn(plan);
    expect(ways.length).toBeGreaterThanOrEqual(7);
    expect(new Set(ways.map(({ site }) => site))).toEqual(new Set(['home', 'away']));
    for (const { master, way } of ways) expect(way).toBe(master ? '127.0.0.1' : (balancer?.address ?? 'home-main-api'));
  });

  test('pairs that are refused work with a balancer on each host', () => {
    for (const pair of REFUSED) {
      const [home = '', away = ''] = pair.split(' ');
      const platform = hybrid(PROVIDERS[home] as IProvider, PROVIDERS[away] as IProvider, Endpoint.nodeLocal());
      expect(new Set(waysIn(planOf(platform)).map(({ way }) => way))).toEqual(new Set(['127.0.0.1']));
    }
  });
});

describe('the name of the API server in the Plan', () => {
  test('is a record of each network that has hosts of the cluster, and of no other', () => {
    const { aws, alicloud } = PROVIDERS as { aws: IProvider; alicloud: IProvider };
    const platform = hybrid(aws, alicloud);
    new Site(platform, 'third', { provider: aws, network: '10.90.0.0/16' });
    const { sites } = planOf(platform);
    const record = { name: NAME, balancer: 'home-main-api' };
    expect(sites.map(({ id, records }) => ({ id, records }))).toEqual([
      { id: 'home', records: [record] },
      { id: 'away', records: [record] },
      { id: 'third', records: [] },
    ]);
    expect(sites[0]?.balancers).toMatchObject([{ id: 'home-main-api', records: [] }]);
  });

  test('needs no record where the balancer has an address of the ledger, which is in certificates and for people outside', () => {
    const { openstack } = PROVIDERS as { openstack: IProvider };
    const { sites } = planOf(hybrid(openstack, openstack));
    expect(sites.map(({ records }) => records)).toEqual([[], []]);
    const [home] = sites;
    const balancer = home?.balancers[0];
    expect(balancer).toMatchObject({ kind: 'cloud', address: expect.stringMatching(/^10\.30\./) as string });
    expect(balancer?.records).toEqual([balancer?.address]);
    expect(home?.machines.map(({ address }) => address)).not.toContain(balancer?.address);
    const files = home?.machines.find(({ roles }) => roles.includes('control-plane'))?.boot.files;
    const kubeadm = files?.find(({ path }) => path === '/etc/kubernetes/kubeadm.yaml')?.content;
    expect(kubeadm).toContain(`- ${balancer?.address ?? ''}\n`);
  });

  test('has no addresses for people outside where the internet reaches the balancer: its floating address is not known', () => {
    const { openstack } = PROVIDERS as { openstack: IProvider };
    const { sites } = planOf(hybrid(openstack, openstack, Endpoint.cloud({ reach: 'internet' })));
    expect(sites[0]?.balancers).toMatchObject([{ address: expect.any(String) as string, records: [] }]);
  });
});
