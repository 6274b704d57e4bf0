import { Gateway } from '../gateway/gateway';
import { Environment } from '../governance/environment';
import { ClusterDns } from '../services/cluster-dns/cluster-dns';
import { ConfigCenter } from '../services/config-center/config-center';
import { LogCenter } from '../services/log-center/log-center';
import { Registry } from '../services/registry/registry';
import type { Rule, RuleTree, Violation } from './rule';

/** One pod is away for minutes when its node fails, and at every change of that node. */
export const singleReplica: Rule = {
  id: 'single-replica',
  severity: 'warning',
  title: 'Platform services, and what the world reaches in production, survive the loss of a pod or a node',
  *check(tree) {
    yield* servicesOf(tree);
    for (const environment of tree.all(Environment)) if (environment.production) yield* componentsOf(environment);
  },
};

function* servicesOf(tree: RuleTree): Iterable<Violation> {
  for (const { what, services, lost } of [
    { what: 'Registry', services: tree.all(Registry), lost: 'no image of it can be fetched or put' },
    { what: 'Cluster DNS', services: tree.all(ClusterDns), lost: 'no name is found in the cluster' },
    { what: 'Config center', services: tree.all(ConfigCenter), lost: 'settings can be neither read nor changed' },
    { what: 'Log center', services: tree.all(LogCenter), lost: 'logs are neither taken nor found' },
    { what: 'Gateway', services: tree.all(Gateway), lost: 'nothing behind it is reached from outside' },
  ])
    for (const at of services) if (at.replicas === 1) yield violation(at, `${what} "${at.node.id}"`, lost);
}

function* componentsOf({ applications }: Environment): Iterable<Violation> {
  for (const at of applications.flatMap(({ components }) => components)) {
    if (at.route === undefined || at.replicas !== 1) continue;
    const { host, path } = at.route;
    yield violation(at, `Component "${at.componentName}"`, `"${host}${path === '/' ? '' : path}" is not answered`);
  }
}

function violation(at: Violation['at'], who: string, lost: string): Violation {
  return {
    at,
    message: `${who} runs once: while that pod is away, or its node, ${lost}.`,
    remedy: 'Give it more replicas, or acknowledge this where that may be.',
  };
}
