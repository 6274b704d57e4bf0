import { Balancer } from '../iaas/balancer/balancer';
import { bootOf } from '../iaas/host-config/boot';
import type { HostConfig } from '../iaas/host-config/host-config';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { Site } from '../iaas/site';
import type { RuleTree } from '../rules/rule';
import type { BalancerPlan, BootPlan, MachinePlan, NetworkPlan, PoolPlan, SitePlan } from './types';

/** The sites of a platform with everything that is made in them. */
export function planSites(tree: RuleTree): SitePlan[] {
  const in_ = <T extends { readonly site: unknown }>(site: Site, all: readonly T[]) =>
    all.filter((one) => one.site === site);
  const [machines, pools, balancers] = [tree.all(Machine), tree.all(MachinePool), tree.all(Balancer)];
  return tree.all(Site).map((site) => ({
    id: site.siteName,
    path: site.node.path,
    provider: site.provider.kind,
    settings: site.provider.settings,
    network: planNetwork(site),
    machines: in_(site, machines).map(planMachine),
    pools: in_(site, pools).map(planPool),
    balancers: in_(site, balancers).map(planBalancer),
    links: site.links.map((other) => other.siteName).sort(),
  }));
}

function planNetwork({ network }: Site): NetworkPlan {
  return {
    cidr: network.cidr.toString(),
    subnets: network.subnets.map(({ id, zone, cidr }) => ({ id, zone, cidr: cidr.toString() })),
  };
}

function planMachine(machine: Machine): MachinePlan {
  return {
    id: machine.machineName,
    path: machine.node.path,
    name: machine.machineName,
    address: machine.address,
    zone: machine.zone,
    roles: [...machine.roles].sort(),
    ...machine.shape,
    boot: planBoot(machine.host),
  };
}

function planPool(pool: MachinePool): PoolPlan {
  const { min, max, spot, shape } = pool;
  return {
    id: pool.node.path.replaceAll('/', '-'),
    path: pool.node.path,
    min,
    max,
    spot,
    ...shape,
    boot: planBoot(pool.host),
  };
}

function planBoot(host: HostConfig): BootPlan {
  const { userData, script, secretFiles, files } = bootOf(host);
  return { userData, script, secretFiles, files };
}

function planBalancer(balancer: Balancer): BalancerPlan {
  const { address, virtualRouterId } = balancer;
  return {
    id: balancer.node.path.replaceAll('/', '-'),
    path: balancer.node.path,
    kind: balancer.endpoint.settings.kind,
    host: balancer.hostName,
    ...(address !== undefined && { address }),
    ...(virtualRouterId !== undefined && { virtualRouterId }),
    ports: balancer.ports.map(({ port, targetPort }) => ({ port, targetPort: targetPort() })),
    targets: balancer.targets.map((machine) => machine.address),
  };
}
