import { isName, NameKinds } from '../core/name';
import type { NameKind } from '../core/name';
import { Machine } from '../iaas/machine';
import { Site } from '../iaas/site';
import { Cluster } from '../scheduling/cluster';
import { grouped } from './grouped';
import type { Rule, RuleTree, Violation } from './rule';

/** Names go into DNS, labels and the names of cloud resources, and cannot be changed later. */
export const nameInvalid: Rule = {
  id: 'name-invalid',
  severity: 'error',
  title: 'Names of platforms, sites, clusters, hosts and objects keep the rules of where they are used',
  *check(tree) {
    const faulty = [...namesOf(tree)].filter(({ kind, name }) => !isName(kind, name));
    const parts = faulty.filter(({ isPart }) => isPart === true).map(({ name }) => name);
    const own = faulty.filter(({ isPart, name }) => isPart === true || !parts.some((part) => isIn(part, name)));
    // Names that are made of one scope's are wrong for the same reason.
    for (const [, [first, ...others]] of grouped(own, ({ made, at, what }) => `${made ?? at.node.path}:${what}`)) {
      const { what, name, kind, at } = first;
      const more = others.length === 0 ? ' is' : ` and ${others.length} more are each`;
      yield {
        at,
        related: others.map((other) => other.at),
        message: `The ${what} "${name}"${more} not a ${kind.title}.`,
        remedy: `Allowed: ${kind.allowed}.`,
      };
    }
  },
};

/** Whether a name is made of another one, and of more. */
function isIn(part: string, name: string): boolean {
  const words = (text: string) => `-${text.replaceAll('.', '-')}-`;
  return part !== '' && words(name).includes(words(part));
}

interface Named extends Pick<Violation, 'at'> {
  readonly what: string;
  readonly name: string;
  readonly kind: NameKind;
  /** Other names are made of it. @default false */
  readonly isPart?: boolean;
  /** What it is one of several of: path of the scope that they are named after. @default - it is the only one */
  readonly made?: string;
}

function* namesOf(tree: RuleTree): Iterable<Named> {
  const { dnsLabel, dnsName, objectName, cronJob } = NameKinds;
  const { platform } = tree;
  yield { what: "platform's name", name: platform.name, kind: dnsLabel, at: platform, isPart: true };
  yield { what: 'environment', name: platform.environment, kind: dnsLabel, at: platform, isPart: true };
  yield { what: "platform's domain", name: platform.domain, kind: dnsName, at: platform, isPart: true };
  for (const site of tree.all(Site))
    yield { what: 'site', name: site.siteName, kind: dnsLabel, at: site, isPart: true };
  for (const cluster of tree.all(Cluster))
    yield { what: 'cluster', name: cluster.clusterName, kind: dnsLabel, at: cluster, isPart: true };
  for (const machine of tree.all(Machine))
    yield { what: 'host name', name: machine.machineName, kind: dnsLabel, at: machine, ...madeWith(machine) };
  for (const { manifest, construct } of tree.objects) {
    const kinds: Readonly<Record<string, NameKind>> = { Namespace: dnsLabel, Service: dnsLabel, CronJob: cronJob };
    const kind = manifest.apiVersion.startsWith('rbac.') ? undefined : (kinds[manifest.kind] ?? objectName);
    if (kind) yield { what: `name of ${manifest.kind}`, name: manifest.metadata.name, kind, at: construct };
  }
}

/** Machines that one scope made have its name; those of an inventory have names of their own. */
function madeWith({ node, site }: Machine): Pick<Named, 'made'> {
  return node.scope === undefined || node.scope === site ? {} : { made: node.scope.node.path };
}
