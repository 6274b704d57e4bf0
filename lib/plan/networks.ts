import { Machine } from '../iaas/machine';
import type { SiteLink } from '../iaas/network/link';
import { natGateways, routeTables } from '../iaas/network/routes';
import type { Site } from '../iaas/site';
import type { Subnet } from '../iaas/subnets';
import { securityGroupsOf } from '../iaas/traffic/security-groups';
import type { SecurityGroup } from '../iaas/traffic/security-groups';
import type { LinkPlan, NetworkPlan, SecurityGroupPlan, SubnetPlan } from './types';

/** The network of a site with everything that belongs to it, so that it can be made without knowing constructs. */
export function planNetwork(site: Site): NetworkPlan {
  const { network, nat, connections } = site;
  const { subnets, publicSubnets, dynamicSubnets } = network;
  const links = connections.map((link) => ({ link: link.linkId, networks: link.networksFrom(site) }));
  const routed = { nat, subnets, publicSubnets, dynamicSubnets, links };
  return {
    cidr: network.cidr.toString(),
    subnets: subnets.map(planSubnet),
    publicSubnets: publicSubnets.map(planSubnet),
    dynamicSubnets: dynamicSubnets.map(planSubnet),
    nat: natGateways(routed),
    routeTables: routeTables(routed),
    links: connections.map((link) => planLink(site, link)),
    securityGroups: site.provider.capabilities.securityGroups ? securityGroupsOf(site).map(planGroup) : [],
    hostFirewall: site.hostFirewall.settings,
  };
}

function planSubnet({ id, zone, cidr }: Subnet): SubnetPlan {
  return { id, zone, cidr: cidr.toString() };
}

function planLink(site: Site, link: SiteLink): LinkPlan {
  const { by, key } = link;
  return {
    id: link.linkId,
    path: link.node.path,
    to: link.otherEnd(site),
    toSite: link.to !== undefined,
    networks: link.networksFrom(site).map((cidr) => cidr.toString()),
    by: by.kind,
    ...(by.kind === 'vpn' && by.device !== undefined && { device: by.device }),
    // AWS takes no key that begins with 0: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
    ...(key !== undefined && { presharedKey: `k${key.value}` }),
  };
}

function planGroup({ group, members, ingress, egress }: SecurityGroup): SecurityGroupPlan {
  const machines = members.filter((host) => host instanceof Machine).map(({ machineName }) => machineName);
  const pools = members.filter((host) => !(host instanceof Machine)).map(({ node }) => node.path.replaceAll('/', '-'));
  const balancers = group.balancerOn === undefined ? [] : [group.at.node.path.replaceAll('/', '-')];
  return { id: group.id, path: group.at.node.path, machines, pools, balancers, ingress, egress };
}
