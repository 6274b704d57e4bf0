import { Balancer } from '../iaas/balancer/balancer';
import { NodeLocalBalancer } from '../iaas/balancer/node-local-balancer';
import { placesIn } from '../iaas/network';
import type { ISite } from '../iaas/site-interface';
import type { RuleTree } from '../rules/rule';
import type { BalancerPlan, CloudBalancerPlan } from './types';

type AnyBalancer = Balancer | NodeLocalBalancer;

/** The balancers of a platform. */
export function balancersOf(tree: RuleTree): readonly AnyBalancer[] {
  return [...tree.all(Balancer), ...tree.all(NodeLocalBalancer)];
}

export function planBalancer(balancer: AnyBalancer): BalancerPlan {
  const { node, address, hostName, endpoint, ports, targets, records } = balancer;
  return {
    id: node.path.replaceAll('/', '-'),
    path: node.path,
    kind: endpoint.settings.kind,
    host: hostName,
    ...(address !== undefined && { address }),
    records,
    ...(balancer instanceof Balancer && ownHosts(balancer)),
    ...(endpoint.settings.kind === 'cloud' && {
      cloud: planCloud(balancer.site, endpoint.settings.reach),
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

function planCloud({ network }: ISite, reach: CloudBalancerPlan['reach']): CloudBalancerPlan {
  const isOpen = reach === 'internet' && network.publicSubnets.length > 0;
  const subnets = isOpen ? network.publicSubnets : placesIn(network);
  return { reach, subnets: subnets.map(({ id }) => id), targetType: 'ip', preserveClientAddress: false };
}

function ownHosts({ on, virtualRouterId }: Balancer): Pick<BalancerPlan, 'on' | 'virtualRouterId'> {
  return virtualRouterId === undefined ? {} : { virtualRouterId, on: on.map(({ machineName }) => machineName) };
}
