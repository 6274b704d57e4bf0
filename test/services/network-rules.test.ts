import { Cluster, Machines, PodNetwork, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { nodesOf, port } from '../../lib/services/network-rules';
import { ServiceChart } from '../../lib/services/service-chart';
import { manifests, sample } from './sample';

interface PolicySpec {
  readonly ingress: readonly { readonly from?: readonly { readonly ipBlock: { readonly cidr: string } }[] }[];
}

const NODE = { cpu: 8, memory: Size.gibibytes(16) };

it('knows the nodes of all sites, also of pools that are added later', () => {
  const { platform, site, cluster } = sample(PodNetwork.flannel({ backend: 'wireguard' }));
  const chart = new ServiceChart(cluster, 'shop', { cluster, namespace: 'shop', security: 'restricted' });
  chart.allow(chart.component('main', 'web'), { ingress: [{ from: nodesOf(cluster), ports: [port(80)] }] });
  const other = new Site(platform, 'dc2', { provider: site.provider, network: '10.20.0.0/16', zones: 1 });
  site.linkTo(other);
  cluster.addPool('away', { on: other, machines: Machines.of(1, NODE) });
  const { ingress } = manifests(platform).has('NetworkPolicy', 'shop/main').spec as unknown as PolicySpec;
  expect(ingress[0]?.from?.map(({ ipBlock }) => ipBlock.cidr)).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
});

it.each([
  ['cilium', PodNetwork.cilium(), ['10.10.0.0/16', '10.244.0.0/16']],
  ['kube-router', PodNetwork.kubeRouter(), ['10.10.0.0/16']],
])('knows from which addresses hosts reach pods with %s', (_, podNetwork, blocks) => {
  const { platform, cluster } = sample(podNetwork);
  const chart = new ServiceChart(cluster, 'shop', { cluster, namespace: 'shop', security: 'restricted' });
  chart.allow(chart.component('main', 'web'), { ingress: [{ from: nodesOf(cluster), ports: [port(80)] }] });
  const { ingress } = manifests(platform).has('NetworkPolicy', 'shop/main').spec as unknown as PolicySpec;
  expect(ingress[0]?.from?.map(({ ipBlock }) => ipBlock.cidr)).toEqual(blocks);
});

it('lets everybody in where the nodes are not known', () => {
  const { platform } = sample();
  const cluster = Cluster.fromExisting(platform, 'old', {
    endpoint: 'https://old.example',
    pods: '10.40.0.0/16',
    services: '10.41.0.0/16',
  });
  const chart = new ServiceChart(cluster, 'shop', { cluster, namespace: 'shop', security: 'restricted' });
  chart.allow(chart.component('main', 'web'), { ingress: [{ from: nodesOf(cluster), ports: [port(80)] }] });
  const { ingress } = manifests(platform).has('NetworkPolicy', 'shop/main').spec as unknown as PolicySpec;
  // An empty list is everybody; a range of all addresses is not, for who does not take hosts for a part of any.
  expect(ingress).toEqual([{ from: [], ports: [{ port: 80, protocol: 'TCP' }] }]);
});
