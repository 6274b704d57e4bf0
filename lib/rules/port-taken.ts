import type { IConstruct } from 'constructs';
import { Balancer } from '../iaas/balancer/balancer';
import { containersOf } from './pod-template';
import type { Rule, RuleTree, Violation } from './rule';

interface Use {
  readonly port: string;
  readonly at: IConstruct;
}

/** Two programs on one port: the second does not start. */
export const portTaken: Rule = {
  id: 'port-taken',
  severity: 'error',
  title: 'A port of an address, of a host or of all nodes is used once',
  *check(tree) {
    if (tree.conflicts.length > 0) return;
    for (const balancer of tree.all(Balancer)) yield* ownTargets(balancer);
    const seen = new Map<string, IConstruct>();
    for (const { port, at } of usesOf(tree)) {
      const before = seen.get(port);
      if (before === undefined || before === at) seen.set(port, at);
      else
        yield {
          at,
          related: [before],
          message: `The ${port} is used by "${before.node.path}" already.`,
          remedy: 'Use another port, or let the ledger choose one.',
        };
    }
  },
};

/** What stands behind a balancer listens on all addresses of its host: a balancer on the same host needs another port. */
function* ownTargets(balancer: Balancer): Iterable<Violation> {
  const { on, targets, ports } = balancer;
  for (const { port, targetPort } of ports)
    for (const machine of on)
      if (port === targetPort() && targets.includes(machine))
        yield {
          at: balancer,
          related: [machine],
          message: `Port ${port} of host "${machine.machineName}" is used by what stands behind balancer "${balancer.node.path}", which runs on the same host.`,
          remedy:
            'Leave the port of the endpoint out, or let other hosts hold its address: Endpoint.vip(address, { on }).',
        };
}

interface ServiceSpec {
  readonly ports?: readonly { readonly nodePort?: number; readonly protocol?: string }[];
}

function* usesOf(tree: RuleTree): Iterable<Use> {
  for (const balancer of tree.all(Balancer))
    for (const { port } of balancer.ports)
      if (balancer.address !== undefined) yield { port: `port ${balancer.address}:${port}`, at: balancer };
  for (const { cluster, construct, manifest } of tree.objects) {
    if (manifest.kind === 'Service')
      for (const { nodePort, protocol = 'TCP' } of (manifest.spec as ServiceSpec).ports ?? [])
        if (nodePort !== undefined)
          yield { port: `node port ${nodePort}/${protocol} of cluster "${cluster}"`, at: construct };
    if (manifest.kind === 'DaemonSet')
      for (const { hostPort, protocol = 'TCP' } of containersOf(manifest).flatMap(({ ports = [] }) => ports))
        if (hostPort !== undefined)
          yield { port: `host port ${hostPort}/${protocol} of cluster "${cluster}"`, at: construct };
  }
}
