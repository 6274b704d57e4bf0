import type { IConstruct } from 'constructs';
import type { ISite, SiteHost } from '../site-interface';
import { declareFlows, protocol, tcp } from './flow';
import type { Flow, Peer } from './flow';
import { HostGroup } from './host-group';

/** A balancer, as its flows need it. */
export interface FlowBalancer extends IConstruct {
  readonly site: ISite;
  readonly ports: readonly { readonly port: number; readonly targetPort: () => number }[];
  /** Hosts behind it. */
  readonly targets: readonly SiteHost[];
  /** Hosts that it runs on; empty where its provider runs it. */
  readonly on: readonly SiteHost[];
}

/** Who reaches a balancer, and what it reaches. @param clients who uses it; read once the tree is complete */
export function declareBalancerFlows(balancer: FlowBalancer, clients: () => readonly Peer[]): void {
  const { site, ports, node } = balancer;
  const ofProvider = balancer.on.length === 0;
  const itself = new HostGroup(balancer, {
    role: 'balancer',
    members: () => balancer.on,
    ...(ofProvider && { balancerOn: site }),
  });
  const targets = new HostGroup(balancer, { role: 'targets', members: () => balancer.targets, grows: true });
  declareFlows(balancer, () => [
    {
      from: clients(),
      to: itself,
      traffic: [tcp(...ports.map(({ port }) => port))],
      why: `clients of the balancer ${node.path}`,
    },
    {
      from: [itself],
      to: targets,
      traffic: [tcp(...ports.map(({ targetPort }) => targetPort()))],
      why: `the balancer ${node.path} and its health checks`,
    },
    ...(ofProvider
      ? [
          {
            // Balancers of providers may keep the client's address; security groups know the balancer all the same.
            from: clients(),
            to: targets,
            traffic: [tcp(...ports.map(({ targetPort }) => targetPort()))],
            why: `clients of the balancer ${node.path}, whose addresses it may keep`,
            only: 'hosts' as const,
          },
        ]
      : []),
    ...(balancer.on.length > 1 ? [agreement(node.path, itself)] : []),
  ]);
}

function agreement(path: string, hosts: HostGroup): Flow {
  return {
    from: [hosts],
    to: hosts,
    traffic: [protocol('vrrp')],
    why: `hosts of ${path} agree by VRRP on who has its address`,
  };
}
