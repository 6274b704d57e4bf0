import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { placesIn } from '../iaas/network';
import { packsUserData } from '../iaas/secrets/packs-user-data';
import { Site } from '../iaas/site';
import type { Volume } from '../iaas/volume/data-disk';
import { hostBoot } from '../rules/host-boot';
import type { RuleTree } from '../rules/rule';
import { ScalingGroup } from '../scheduling/autoscaling/scaling-group';
import { planNetwork } from './networks';
import { balancersOf, planBalancer, planRecords } from './balancers';
import { planPermissions } from './permissions';
import { planSecretDelivery } from './secret-delivery';
import type { BootPlan, MachinePlan, MetadataAccess, PoolPlan, ScalingGroupPlan, SitePlan, VolumePlan } from './types';

/** The sites of a platform with everything that is made in them. */
export function planSites(tree: RuleTree): SitePlan[] {
  const in_ = <T extends { readonly site: unknown }>(site: Site, all: readonly T[]) =>
    all.filter((one) => one.site === site);
  const [machines, pools, balancers] = [tree.all(Machine), tree.all(MachinePool), balancersOf(tree)];
  return tree.all(Site).map((site) => {
    const ownMachines = in_(site, machines).map((construct) => ({ construct, plan: planMachine(tree, construct) }));
    const ownPools = in_(site, pools).map((construct) => ({ construct, plan: planPool(tree, construct) }));
    return {
      id: site.siteName,
      path: site.node.path,
      provider: site.provider.kind,
      settings: site.provider.settings,
      network: planNetwork(site),
      machines: ownMachines.map(({ plan }) => plan),
      pools: ownPools.map(({ plan }) => plan),
      balancers: in_(site, balancers).map(planBalancer),
      records: planRecords(tree, site),
      secrets: planSecretDelivery(tree, site.delivery, ownMachines, ownPools),
      permissions: planPermissions(tree, site),
      links: site.links.map((other) => other.siteName).sort(),
    };
  });
}

function planMachine(tree: RuleTree, machine: Machine): MachinePlan {
  return {
    id: machine.machineName,
    path: machine.node.path,
    name: machine.machineName,
    address: machine.address,
    zone: machine.zone,
    roles: [...machine.roles].sort(),
    ...machine.shape,
    ...planVolumes(machine.volumes),
    ...planMetadata(machine),
    boot: planBoot(tree, machine),
  };
}

function planPool(tree: RuleTree, pool: MachinePool): PoolPlan {
  const { min, max, spot, shape } = pool;
  return {
    id: pool.node.path.replaceAll('/', '-'),
    path: pool.node.path,
    min,
    max,
    spot,
    subnets: placesIn(pool.site.network).map(({ id: subnet }) => subnet),
    ...planGroup(tree, pool),
    ...shape,
    ...planVolumes(pool.volumes),
    boot: planBoot(tree, pool),
  };
}

function planGroup(tree: RuleTree, pool: MachinePool): { group?: ScalingGroupPlan } {
  const found = tree.all(ScalingGroup).find(({ machines }) => machines === pool);
  if (found === undefined) return {};
  const { groupName: name, tags } = found;
  return {
    group: { name, tags: tags.group, machineTags: tags.machines, ...planMetadata(pool), rebalance: false },
  };
}

function planMetadata({ site }: Machine | MachinePool): { metadata?: MetadataAccess } {
  return site.provider.capabilities.metadataHardening ? { metadata: { tokens: 'required', hops: 1 } } : {};
}

function planVolumes(volumes: readonly Volume[]): { volumes?: readonly VolumePlan[] } {
  if (volumes.length === 0) return {};
  return { volumes: volumes.map(({ name, sizeGib, mount, kind }) => ({ name, sizeGib, mount, kind })) };
}

function planBoot(tree: RuleTree, { site, host }: Machine | MachinePool): BootPlan {
  const { userData, script, stored, secretFiles, files } = hostBoot(tree, host);
  return {
    userData,
    ...(packsUserData(site) && { packed: true }),
    script,
    ...(stored.length > 0 && { stored: stored.map(({ name }) => name) }),
    secretFiles,
    files,
  };
}
