import { Size } from 'cdk8s';
import { Balancer } from '../../../lib/iaas/balancer/balancer';
import type { BalancerPort } from '../../../lib/iaas/balancer/balancer';
import { Endpoint } from '../../../lib/iaas/endpoint';
import { bootOf } from '../../../lib/iaas/host-config/boot';
import { Inventory } from '../../../lib/iaas/inventory/inventory';
import type { Machine } from '../../../lib/iaas/machine';
import { Machines } from '../../../lib/iaas/machines';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import { newPlatform, settleTree } from '../settled';

const port: BalancerPort = { port: 8443, targetPort: () => 6443, check: { kind: 'https', path: '/readyz' } };

function twoBalancers(networkInterface?: string) {
  const platform = newPlatform();
  const hosts = [1, 2, 3].map((n) => ({
    name: `cp-${n}`,
    address: `10.10.1.1${n}`,
    roles: ['control-plane'],
    cpu: 4,
    memory: Size.gibibytes(16),
    disk: Size.gibibytes(100),
    ...(networkInterface !== undefined && { networkInterface }),
  }));
  const site = new Site(platform, 'dc1', {
    provider: Provider.static({ hosts: Inventory.of(hosts), ssh: { user: 'ops' } }),
    network: '10.10.0.0/16',
  });
  const targets = site.machines;
  const common = { site, targets, ports: [port] };
  const api = new Balancer(site, 'api', {
    ...common,
    hostName: 'api.example.com',
    endpoint: Endpoint.vip('10.10.0.10'),
  });
  const web = new Balancer(site, 'web', {
    ...common,
    hostName: 'web.example.com',
    endpoint: Endpoint.vip('10.10.0.20', { on: Machines.fixed(targets.slice(0, 2)) }),
    ports: [{ port: 443, targetPort: () => 30000, check: { kind: 'tcp' }, proxyProtocol: true }],
  });
  settleTree(platform);
  return { api, web, targets };
}

const fileOf = (machine: Machine | undefined, path: string) =>
  (machine && bootOf(machine.host).files.find((file) => file.path === path)?.content) ?? '';
const priorityIn = (machine: Machine, id: number | undefined) =>
  Number(
    new RegExp(`virtual_router_id ${id}\\n  priority (\\d+)`).exec(
      fileOf(machine, '/etc/keepalived/keepalived.conf'),
    )?.[1],
  );

describe('a host with several balancers', () => {
  const { api, web, targets } = twoBalancers('eth0');
  const [first, , third] = targets;

  test('has SELinux let both do their work', () => {
    expect(first?.host.merge().spec.selinux).toEqual([
      { kind: 'boolean', name: 'haproxy_connect_any' },
      { kind: 'domain', name: 'keepalived_t' },
    ]);
  });

  test('has one haproxy and one keepalived for all of them', () => {
    expect(fileOf(first, '/etc/haproxy/haproxy.cfg').match(/^ {2}bind 10.*$/gm)).toEqual([
      '  bind 10.10.0.10:8443',
      '  bind 10.10.0.20:443',
    ]);
    expect(fileOf(first, '/etc/keepalived/keepalived.conf').match(/^ {4}10\.10\.0\.\d+\/32$/gm)).toEqual([
      '    10.10.0.10/32',
      '    10.10.0.20/32',
    ]);
  });

  test('a host that a balancer does not run on has nothing of it', () => {
    expect(fileOf(third, '/etc/haproxy/haproxy.cfg')).not.toContain('10.10.0.20');
    expect(fileOf(third, '/etc/keepalived/keepalived.conf')).not.toContain('10.10.0.20');
  });

  test('no two hosts have the same priority, and the addresses prefer different hosts', () => {
    const favorites = [api, web].map(({ virtualRouterId, on }) => {
      const priorities = on.map((machine) => priorityIn(machine, virtualRouterId));
      expect(new Set(priorities).size).toBe(on.length);
      return priorities.indexOf(Math.max(...priorities));
    });
    expect(new Set(favorites).size).toBe(2);
  });

  test('every host names the others, and not itself', () => {
    const peersOf = (machine: Machine | undefined) =>
      fileOf(machine, '/etc/keepalived/keepalived.conf')
        .match(/unicast_peer \{[^}]*\}/g)
        ?.map((one) => one.split(/\s+/).slice(2, -1));
    expect(peersOf(first)).toEqual([['10.10.1.12', '10.10.1.13'], ['10.10.1.12']]);
    expect(peersOf(third)).toEqual([['10.10.1.11', '10.10.1.12']]);
  });

  test('needs no secrets, and keepalived starts behind haproxy', () => {
    expect(bootOf((first as Machine).host).secretFiles).toEqual([]);
    const unit = fileOf(first, '/etc/systemd/system/keepalived.service.d/altostratus.conf');
    expect(unit).toContain('After=haproxy.service\n');
  });

  test('listens on addresses that it does not have at the moment', () => {
    expect(fileOf(first, '/etc/sysctl.d/99-zz-altostratus.conf')).toContain('net.ipv4.ip_nonlocal_bind = 1\n');
  });

  test('parts contradict each other nowhere', () => {
    for (const machine of targets) expect(bootOf(machine.host).conflicts).toEqual([]);
  });
});

test('an interface that is not known is found by the address of the host when keepalived starts', () => {
  const [first] = twoBalancers().targets;
  expect(fileOf(first, '/etc/systemd/system/keepalived.service.d/altostratus.conf')).toContain(
    'ExecStartPre=/usr/local/sbin/altostratus-interface "10.10.1.11"\n',
  );
  expect(fileOf(first, '/usr/local/sbin/altostratus-interface')).toContain('ip -4 -o address show to "$1/32"');
});
