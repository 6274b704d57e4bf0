import { Cluster, Endpoint, Etcd, Machines, Provider, SecretDelivery, Site } from 'altostratus';
import type { IWorkerPool, Machine, Platform, PodNetwork } from 'altostratus';
import { Size } from 'cdk8s';
import { cluster, hosts, HEALTHY, platform, site } from './fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };

/** A cluster of a cloud whose user data is limited, with a pool of so many machines. */
export function onAws(workers = 3, network = '10.30.0.0/16'): { platform: Platform; cluster: Cluster } {
  const root = platform();
  const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network, zones: 1 });
  const made = new Cluster(aws, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
  });
  made.addPool('general', { machines: Machines.of(workers, SIZE) });
  return { platform: root, cluster: made };
}

/** A host of a cloud that takes user data as text alone, with all keys in them. */
export function inlineOnAlicloud(): { platform: Platform; machine: Machine } {
  const root = platform();
  const site = new Site(root, 'hz', {
    provider: Provider.alicloud({ region: 'cn-hangzhou' }),
    network: '10.30.0.0/16',
    secretDelivery: SecretDelivery.inline('a test'),
  });
  const [machine] = Machines.of(1, { type: 'ecs.g7.xlarge' }).bind({ scope: site, site, role: 'worker' }).machines;
  if (machine === undefined) throw new Error('no machine');
  return { platform: root, machine };
}

/** A cluster in one data center that has a pool in another one too. */
export function overTwoSites(
  podNetwork: PodNetwork,
  link: (one: Site, other: Site) => void,
): { platform: Platform; away: IWorkerPool } {
  const root = platform();
  const here = site(root, HEALTHY);
  const there = site(root, hosts('far', 1, 9, { address: '10.20.0.11' }), '10.20.0.0/16', 'dc2');
  link(here, there);
  const { cluster: made } = cluster(here, { podNetwork });
  return { platform: root, away: made.addPool('away', { on: there, machines: there.hosts('far') }) };
}
