import { Balancer } from '../iaas/balancer/balancer';
import { NodeLocalBalancer } from '../iaas/balancer/node-local-balancer';
import { placesIn } from '../iaas/network';
import type { ISite } from '../iaas/site-interface';
import type { RuleTree } from '../rules/rule';
import { needsDns } from '../scheduling/api-balancer';
import { Cluster } from '../scheduling/cluster';
import type { BalancerPlan, CloudBalancerPlan, PrivateRecordPlan } from './types';

type AnyBalancer = Balancer | NodeLocalBalancer;

/** The balancers of a platform. */
export function balancersOf(tree: RuleTree): readonly AnyBalancer[] {
  return [...tree.all(Balancer), ...tree.all(NodeLocalBalancer)];
}

/** Names of balancers that hosts of a site can only know from DNS: those of API servers that its clusters and pools have. */
export function planRecords(tree: RuleTree, site: ISite): PrivateRecordPlan[] {
  return tree
    .all(Cluster)
    .filter(({ balancer }) => needsDns(balancer))
    .filter((cluster) => [cluster.site, ...cluster.pools.map((pool) => pool.site)].includes(site))
    .map(({ apiHost, balancer }) => ({ name: apiHost, balancer: idOf(balancer) }));
}

function idOf({ node }: AnyBalancer): string {
  return node.path.replaceAll('/', '-');
}

export function planBalancer(balancer: AnyBalancer): BalancerPlan {
  const { node, address, hostName, endpoint, ports, targets, records } = balancer;
  return {
    id: idOf(balancer),
    path: node.path,
    kind: endpoint.settings.kind,
    host: hostName,
    ...(address !== undefined && { address }),
    records,
    ...(balancer instanceof Balancer && ownHosts(balancer)),
    ...(endpoint.settings.kind === 'cloud' && {
      cloud: planCloud(balancer.site, endpoint.settings.reach, address !== undefined),
    }),
    ports: ports.map(({ port, targetPort, check, proxyProtocol = false }) => ({
      port,
      targetPort: targetPort(),
      check,
      proxyProtocol,
    })),
    targets: targets.map((machine) => machine.address),
  };
}

function planCloud({ network }: ISite, reach: CloudBalancerPlan['reach'], isFixed: boolean): CloudBalancerPlan {
  const isOpen = reach === 'internet' && network.publicSubnets.length > 0;
  const inside = isFixed ? network.subnets : placesIn(network);
  const subnets = isOpen ? network.publicSubnets : inside;
  return { reach, subnets: subnets.map(({ id }) => id), targetType: 'ip', preserveClientAddress: false };
}

function ownHosts({ on, virtualRouterId }: Balancer): Pick<BalancerPlan, 'on' | 'virtualRouterId'> {
  return virtualRouterId === undefined ? {} : { virtualRouterId, on: on.map(({ machineName }) => machineName) };
}
