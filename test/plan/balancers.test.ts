import { Cluster, Endpoint, Etcd, Machines, Platform, Provider, Site } from 'altostratus';
import type { IProvider, SitePlan } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import { synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';

/** A site with an API server for those inside, a gateway for everybody, and a pool that grows where the provider has such. */
function siteOn(provider: IProvider): SitePlan {
  const size = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = new Site(platform, 'cloud', { provider, network: '10.30.0.0/16', zones: 1 });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, size),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
  });
  cluster.addPool('general', { machines: Machines.of(2, size) });
  if (provider.capabilities.autoscaledPools) cluster.addPool('burst', { machines: Machines.between(0, 5, size) });
  new Gateway(cluster, 'public', {
    endpoint: Endpoint.cloud({ reach: 'internet' }),
    domains: ['apps.example.com'],
    certificates: Certificates.selfSigned(),
  });
  const made = synthesize(platform, { target: 'resources' });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  return made.plan.sites[0] as SitePlan;
}

/** Where each balancer and each pool takes its addresses. */
const places = ({ balancers, pools }: SitePlan) => ({
  balancers: balancers.map(({ cloud }) => `${cloud?.reach ?? ''} ${cloud?.subnets.join() ?? ''}`),
  pools: pools.map(({ subnets }) => subnets.join()),
});

describe('what takes an address that nobody chose', () => {
  test('is never among hosts with addresses of their own, and public only if it faces the internet', () => {
    expect(places(siteOn(Provider.aws({ region: 'eu-central-1' })))).toEqual({
      balancers: ['internal dynamic-eu-central-1a', 'internet public-eu-central-1a'],
      pools: ['dynamic-eu-central-1a'],
    });
  });

  test('has no public subnet where the provider has none', () => {
    expect(places(siteOn(Provider.alicloud({ region: 'cn-hangzhou' })))).toEqual({
      balancers: ['internal dynamic-cn-hangzhou-a', 'internet dynamic-cn-hangzhou-a'],
      pools: ['dynamic-cn-hangzhou-a'],
    });
  });

  test('is in the one subnet of a provider that has one for all', () => {
    expect(places(siteOn(Provider.openstack({ cloud: 'bj' }))).balancers).toEqual(['internal all', 'internet all']);
  });
});
