import { isName, NameKinds } from '../core/name';
import type { NameKind } from '../core/name';
import { Machine } from '../iaas/machine';
import { Site } from '../iaas/site';
import { Cluster } from '../scheduling/cluster';
import type { Rule, RuleTree, Violation } from './rule';

/** Names go into DNS, labels and the names of cloud resources, and cannot be changed later. */
export const nameInvalid: Rule = {
  id: 'name-invalid',
  severity: 'error',
  title: 'Names of platforms, sites, clusters, hosts and objects keep the rules of where they are used',
  *check(tree) {
    for (const { what, name, kind, at } of namesOf(tree)) {
      if (isName(kind, name)) continue;
      yield { at, message: `The ${what} "${name}" is not a ${kind.title}.`, remedy: `Allowed: ${kind.allowed}.` };
    }
  },
};

interface Named extends Pick<Violation, 'at'> {
  readonly what: string;
  readonly name: string;
  readonly kind: NameKind;
}

function* namesOf(tree: RuleTree): Iterable<Named> {
  const { dnsLabel, dnsName, objectName, cronJob } = NameKinds;
  const { platform } = tree;
  yield { what: "platform's name", name: platform.name, kind: dnsLabel, at: platform };
  yield { what: 'environment', name: platform.environment, kind: dnsLabel, at: platform };
  yield { what: "platform's domain", name: platform.domain, kind: dnsName, at: platform };
  for (const site of tree.all(Site)) yield { what: 'site', name: site.siteName, kind: dnsLabel, at: site };
  for (const cluster of tree.all(Cluster))
    yield { what: 'cluster', name: cluster.clusterName, kind: dnsLabel, at: cluster };
  for (const machine of tree.all(Machine))
    yield { what: 'host name', name: machine.machineName, kind: dnsLabel, at: machine };
  for (const { manifest, construct } of tree.objects) {
    const kinds: Readonly<Record<string, NameKind>> = { Namespace: dnsLabel, Service: dnsLabel, CronJob: cronJob };
    const kind = manifest.apiVersion.startsWith('rbac.') ? undefined : (kinds[manifest.kind] ?? objectName);
    if (kind) yield { what: `name of ${manifest.kind}`, name: manifest.metadata.name, kind, at: construct };
  }
}
