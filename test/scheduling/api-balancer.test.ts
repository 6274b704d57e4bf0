import { Cluster, Endpoint, Etcd, Machines, Platform, Site } from 'altostratus';
import type { ApiEndpoint, BootPlan, MachinePlan, PoolPlan } from 'altostratus';
import { findings, synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { roomyCloud } from '../plan/cloud-plan';
import { hosts, HEALTHY, site as ownSite } from '../rules/fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };

function onCloud(endpoint: ApiEndpoint, provider = roomyCloud()) {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = new Site(platform, 'cloud', { provider, network: '10.30.0.0/16', zones: 1 });
  const cluster = new Cluster(site, 'main', { controlPlane: Machines.of(3, SIZE), etcd: Etcd.stacked(), endpoint });
  cluster.addPool('general', { machines: Machines.of(2, SIZE) });
  cluster.addPool('burst', { machines: Machines.between(0, 5, SIZE) });
  return platform;
}

function onOwnHosts(endpoint: (site: Site) => ApiEndpoint) {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = ownSite(platform, [...HEALTHY, ...hosts('balancer', 2, 4)]);
  const cluster = new Cluster(site, 'main', {
    controlPlane: site.hosts('control-plane'),
    etcd: Etcd.stacked(),
    endpoint: endpoint(site),
  });
  cluster.addPool('general', { machines: site.hosts('worker') });
  return platform;
}

const fileOf = ({ files }: BootPlan, path: string) => files.find((file) => file.path === path)?.content;
const resolves = (boot: BootPlan) =>
  /^(\S+) api\.main\.example\.com$/m.exec(fileOf(boot, '/etc/altostratus/hosts') ?? '');
const haproxyOf = (boot: BootPlan) => fileOf(boot, '/etc/haproxy/haproxy.cfg');
const byRole = (machines: readonly MachinePlan[], role: string) => machines.filter(({ roles }) => roles.includes(role));

function siteOf(platform: Platform) {
  const made = synthesize(platform, { target: 'resources' });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  const { sites, clusters } = made.plan;
  const [site] = sites;
  const [cluster] = clusters;
  if (site === undefined || cluster === undefined) throw new Error('no site or cluster in the plan');
  return { ...site, cluster, balancer: site.balancers[0] };
}

describe('an endpoint on every host', () => {
  const { machines, pools, balancer, cluster } = siteOf(onCloud(Endpoint.nodeLocal()));
  const masters = byRole(machines, 'control-plane');
  const workers: readonly (MachinePlan | PoolPlan)[] = [...byRole(machines, 'worker'), ...pools];

  test('leads the name to the host itself, everywhere', () => {
    expect(workers).toHaveLength(3);
    for (const { boot } of [...masters, ...workers]) expect(resolves(boot)?.[1]).toBe('127.0.0.1');
    expect(cluster.endpoint).toBe('https://api.main.example.com:6443');
  });

  test('has haproxy on workers, those that come and go too, which knows every API server', () => {
    for (const { boot } of workers) {
      expect(haproxyOf(boot)).toContain('  bind 127.0.0.1:6443\n');
      for (const { address } of masters)
        expect(haproxyOf(boot)).toContain(` ${address}:6443 check check-ssl verify none`);
      expect(fileOf(boot, '/etc/keepalived/keepalived.conf')).toBeUndefined();
    }
  });

  test('needs nothing on the hosts of the control plane: there the port is the API server itself', () => {
    for (const { boot } of masters) expect(haproxyOf(boot)).toBeUndefined();
  });

  test('is in certificates by its name and as 127.0.0.1, once', () => {
    const kubeadm = fileOf((masters[0] as MachinePlan).boot, '/etc/kubernetes/kubeadm.yaml') ?? '';
    const names = /certSANs:\n((?:\s+- .*\n)+)/
      .exec(kubeadm)?.[1]
      ?.split('\n')
      .map((line) => line.trim().slice(2));
    expect(names?.slice(0, 2)).toEqual(['api.main.example.com', '127.0.0.1']);
    expect(names?.filter((name) => name === '127.0.0.1')).toHaveLength(1);
  });

  test('says which addresses people outside use', () => {
    expect(balancer).toMatchObject({ kind: 'node-local', address: '127.0.0.1' });
    expect(balancer?.records).toEqual(masters.map(({ address }) => address));
  });

  test('with another port is also on the hosts of the control plane, and reached there from outside', () => {
    const other = siteOf(onCloud(Endpoint.nodeLocal({ port: 7443 })));
    for (const { boot, address } of byRole(other.machines, 'control-plane'))
      expect(haproxyOf(boot)).toContain(`  bind 127.0.0.1:7443\n  bind ${address}:7443\n`);
    expect(other.cluster.endpoint).toBe('https://api.main.example.com:7443');
  });
});

describe('a virtual address', () => {
  test('on hosts of its own has the port of the API server itself; masters carry neither haproxy nor keepalived', () => {
    const plan = siteOf(onOwnHosts((site) => Endpoint.vip('10.10.0.10', { on: site.hosts('balancer') })));
    expect(plan.cluster.endpoint).toBe('https://api.main.example.com:6443');
    expect(plan.balancer).toMatchObject({ on: ['balancer-1', 'balancer-2'], records: ['10.10.0.10'] });
    const [one, other] = byRole(plan.machines, 'balancer');
    expect(haproxyOf((one as MachinePlan).boot)).toContain('  bind 10.10.0.10:6443\n');
    const priorities = [one, other].map(
      (host) => /priority (\d+)/.exec(fileOf((host as MachinePlan).boot, '/etc/keepalived/keepalived.conf') ?? '')?.[1],
    );
    expect(new Set(priorities).size).toBe(2);
    expect(priorities).not.toContain(undefined);
    for (const { boot } of byRole(plan.machines, 'control-plane')) {
      expect(haproxyOf(boot)).toBeUndefined();
      expect(resolves(boot)?.[1]).toBe('10.10.0.10');
    }
  });

  test('on the hosts of the control plane has another port than theirs', () => {
    const plan = siteOf(onOwnHosts(() => Endpoint.vip('10.10.0.10')));
    expect(plan.cluster.endpoint).toBe('https://api.main.example.com:8443');
    expect(plan.balancer?.on).toEqual(['control-plane-1', 'control-plane-2', 'control-plane-3']);
  });
});

describe("a provider's balancer", () => {
  test('lets a host of the control plane reach itself: by its own name, and by how its targets are named', () => {
    const { balancer, machines } = siteOf(onCloud(Endpoint.cloud()));
    expect(balancer).toMatchObject({
      kind: 'cloud',
      cloud: { reach: 'internal', targetType: 'ip', preserveClientAddress: false },
      ports: [{ port: 6443, targetPort: 6443, check: { kind: 'https', path: '/readyz' }, proxyProtocol: false }],
      records: [],
    });
    for (const { boot } of byRole(machines, 'control-plane')) expect(resolves(boot)?.[1]).toBe('127.0.0.1');
  });

  test('with another port than that of the API server is refused where a host cannot reach itself through it', () => {
    expect(findings(onCloud(Endpoint.cloud({ port: 443 })), 'provider-lacks')).toMatchObject([
      { path: 'cloud/main', message: expect.stringContaining('reaches itself') as string },
    ]);
  });
});
