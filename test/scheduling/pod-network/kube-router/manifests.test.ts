import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Platform, PodNetwork, Secret } from 'altostratus';
import type { KubeRouterProps } from '../../../../lib/scheduling/pod-network/pod-network';
import { parse } from 'yaml';
import { objectOf, reported, settled } from '../../sample-cluster';

interface Agent {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly hostNetwork: boolean;
        readonly containers: readonly { readonly image: string; readonly args: readonly string[] }[];
      };
    };
  };
}

interface InitAgent {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly initContainers: readonly { readonly name: string; readonly command: readonly string[] }[];
      };
    };
  };
}

function args(props: KubeRouterProps, services = '10.96.0.0/16'): readonly string[] {
  const { platform } = settled({ podNetwork: PodNetwork.kubeRouter(props), services });
  const agent = objectOf(platform, 'DaemonSet', 'kube-router') as unknown as Agent;
  return agent.spec.template.spec.containers[0]?.args ?? [];
}

test('routes, policies and Services', () => {
  expect(args({})).toEqual(
    expect.arrayContaining([
      '--run-router=true',
      '--run-firewall=true',
      '--run-service-proxy=true',
      '--overlay-type=subnet',
    ]),
  );
});

test('Services are left to kube-proxy where that is wanted', () => {
  expect(args({ serviceProxy: false })).toContain('--run-service-proxy=false');
});

test('tunnels between all nodes where that is wanted', () => {
  expect(args({ overlay: 'full' })).toContain('--overlay-type=full');
});

test('knows the addresses of Services, and takes addresses of balancers as they are', () => {
  const list = args({}, '10.200.0.0/16');
  expect(list).toContain('--service-cluster-ip-range=10.200.0.0/16');
  expect(list).toContain('--strict-external-ip-validation=false');
});

test('needs no tunnel where routers know the way', () => {
  const list = args({ overlay: 'none' });
  expect(list).toContain('--enable-overlay=false');
  expect(list.filter((one) => one.startsWith('--overlay'))).toEqual([]);
});

test('tunnels in UDP where that is wanted', () => {
  expect(args({ encapsulation: { udpPort: 5555 } })).toEqual(
    expect.arrayContaining(['--overlay-type=subnet', '--overlay-encap=fou', '--overlay-encap-port=5555']),
  );
});

test('leaves policies alone where that is wanted', () => {
  expect(args({ firewall: false })).toContain('--run-firewall=false');
});

test('ranges of addresses make it strict', () => {
  const list = args({ externalAddresses: ['10.9.0.0/24'], balancerAddresses: ['10.9.1.0/24', '10.9.2.0/24'] });
  expect(list).toEqual(
    expect.arrayContaining([
      '--strict-external-ip-validation=true',
      '--service-external-ip-range=10.9.0.0/24',
      '--loadbalancer-ip-range=10.9.1.0/24',
      '--loadbalancer-ip-range=10.9.2.0/24',
      '--run-loadbalancer=true',
    ]),
  );
  expect(args({ externalAddresses: ['10.9.0.0/24'] })).not.toContain('--run-loadbalancer=true');
});

test('tells routers of its addresses', () => {
  const peers = [
    { address: '10.10.0.1', asn: 65_000 },
    { address: '10.10.0.2', asn: 65_001, port: 1790 },
  ];
  const list = args({ bgp: { asn: 64_999, peers, advertise: ['cluster', 'balancer'], fullMesh: false } });
  expect(list).toEqual(
    expect.arrayContaining([
      '--cluster-asn=64999',
      '--peer-router-ips=10.10.0.1,10.10.0.2',
      '--peer-router-asns=65000,65001',
      '--peer-router-ports=179,1790',
      '--advertise-cluster-ip=true',
      '--advertise-loadbalancer-ip=true',
      '--advertise-pod-cidr=true',
      '--nodes-full-mesh=false',
    ]),
  );
  expect(list.join()).not.toMatch(/password|advertise-external/);
});

describe('the file of its plugins on a host', () => {
  const { spec } = objectOf(settled().platform, 'DaemonSet', 'kube-router') as unknown as InitAgent;
  const script = spec.template.spec.initContainers.find(({ name }) => name === 'install-cni')?.command[2] ?? '';
  let root: string;
  const file = () => path.join(root, 'net.d/10-kuberouter.conflist');
  const mode = () => (fs.statSync(file()).mode & 0o777).toString(8);
  const install = () =>
    execFileSync('sh', ['-c', `umask 022\n${rooted(script)}`], { env: { PATH: process.env.PATH ?? '' } });
  const rooted = (text: string) =>
    text
      .replaceAll('/etc/cni/net.d', `${root}/net.d`)
      .replaceAll('/etc/kube-router/', `${root}/settings/`)
      .replace('/usr/local/bin/cni-install', `touch ${root}/plugin`);

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
    for (const folder of ['net.d', 'settings']) fs.mkdirSync(path.join(root, folder));
    fs.writeFileSync(path.join(root, 'settings/cni-conf.json'), '{"new":1}', { mode: 0o644 });
  });

  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });

  test('is for root alone, while others may run the plugins', () => {
    install();
    expect([mode(), fs.readFileSync(file(), 'utf8')]).toEqual(['600', '{"new":1}']);
    expect((fs.statSync(path.join(root, 'plugin')).mode & 0o777).toString(8)).toBe('644');
  });

  test('keeps what kube-router added, and is closed where it was open', () => {
    install();
    fs.writeFileSync(file(), '{"new":1,"ranges":1}');
    fs.chmodSync(file(), 0o644);
    install();
    expect([mode(), fs.readFileSync(file(), 'utf8')]).toEqual(['600', '{"new":1,"ranges":1}']);
  });
});

describe('passwords of routers', () => {
  const root = new Platform({ name: 'keys', environment: 'test', domain: 'example.com' });
  const password = Secret.fromEnvironment(root, 'router', 'ROUTER');
  const { platform } = settled({
    podNetwork: PodNetwork.kubeRouter({
      bgp: {
        peers: [
          { address: '10.10.0.1', asn: 65_000 },
          { address: '10.10.0.2', asn: 65_000, password },
        ],
      },
    }),
  });

  test('are references in a Secret, one for each router', () => {
    expect(objectOf(platform, 'Secret', 'kube-router-bgp-passwords')).toMatchObject({
      metadata: { namespace: 'kube-system' },
      stringData: { 'peer-0000': '', 'peer-0001': '${ref[router#value]}' },
    });
  });

  test('are joined to the one file that kube-router reads', () => {
    const text = JSON.stringify(objectOf(platform, 'DaemonSet', 'kube-router'));
    expect(text).toContain('--peer-router-passwords-file=/run/kube-router/passwords');
    expect(text).toContain('"emptyDir":{"medium":"Memory","sizeLimit":"1Mi"}');
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
    fs.writeFileSync(path.join(folder, 'peer-0000'), '');
    fs.writeFileSync(path.join(folder, 'peer-0001'), 'käse ');
    const { spec } = objectOf(platform, 'DaemonSet', 'kube-router') as unknown as InitAgent;
    const script = spec.template.spec.initContainers.find(({ name }) => name === 'join-passwords')?.command[2] ?? '';
    const here = script
      .replaceAll('/passwords/', `${folder}/`)
      .replaceAll('/run/kube-router/passwords', `${folder}/all`);
    execFileSync('sh', ['-c', here]);
    expect(fs.readFileSync(path.join(folder, 'all'), 'utf8')).toBe(`,${Buffer.from('käse ').toString('base64')}`);
    fs.rmSync(folder, { recursive: true });
  });
});

test.each([
  [{ bgp: { peers: [{ address: 'router', asn: 65_000 }] } }, 'address-malformed'],
  [{ bgp: { asn: 0 } }, 'bgp-asn'],
  [{ bgp: { peers: [{ address: '10.0.0.1', asn: 2 ** 32 }] } }, 'bgp-asn'],
  [{ externalAddresses: ['10.9.0.1/24'] }, 'cidr-malformed'],
] as [KubeRouterProps, string][])('%j is reported', (props, rule) => {
  expect(reported(settled({ podNetwork: PodNetwork.kubeRouter(props) }).platform)).toEqual([rule]);
});

describe('its settings', () => {
  const { platform } = settled();
  const { data } = objectOf(platform, 'ConfigMap', 'kube-router-cfg') as unknown as { data: Record<string, string> };

  test('name the API server by an address that needs no Service', () => {
    expect(parse(data.kubeconfig ?? '')).toMatchObject({
      clusters: [{ cluster: { server: 'https://api.main.example.com:8443' } }],
      users: [{ user: { tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' } }],
    });
  });

  test('leave the range of the node to kube-router', () => {
    expect(JSON.parse(data['cni-conf.json'] ?? '')).toMatchObject({
      plugins: [{ type: 'bridge', bridge: 'kube-bridge', ipam: { type: 'host-local' } }, { type: 'portmap' }],
    });
  });

  test('are those that its pods mount', () => {
    expect(JSON.stringify(objectOf(platform, 'DaemonSet', 'kube-router'))).toContain(
      '"configMap":{"name":"kube-router-cfg"}',
    );
  });
});
