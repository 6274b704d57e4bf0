import type { KubernetesObject } from '../core/manifest';
import { Platform } from '../core/platform';
import type { Synthesis } from '../plan/synthesize';
import { differences } from './partial';
import { synthesize } from './synthesize';

/** The Kubernetes objects of a platform, to ask questions of. */
export class Manifests {
  public constructor(
    /** In the order in which they are made. */
    public readonly all: readonly KubernetesObject[],
  ) {}

  /** All objects of a kind; with that name and in that namespace where those are given. */
  public find(kind: string, name?: string, namespace?: string): readonly KubernetesObject[] {
    return this.all.filter(
      (one) =>
        one.kind === kind &&
        (name === undefined || one.metadata.name === name) &&
        (namespace === undefined || one.metadata.namespace === namespace),
    );
  }

  /**
   * The one object of that kind and name (`name`, or `namespace/name`) that has at least the fields given: objects are
   * compared field by field, lists item by item.
   * @throws Error that says what is different, or what there is of that kind
   */
  public has(kind: string, name: string, partial: Readonly<Record<string, unknown>> = {}): KubernetesObject {
    const [short = '', namespace] = name.split('/').reverse();
    const candidates = this.find(kind, short, namespace);
    if (candidates.length === 0) {
      const there = this.find(kind).map(({ metadata }) =>
        metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`,
      );
      throw new Error(
        `There is no ${kind} "${name}". ${there.length === 0 ? 'There is none of that kind.' : `There are: ${there.join(', ')}.`}`,
      );
    }
    const compared = candidates.map((object) => ({ object, different: differences(object, partial) }));
    const match = compared.find(({ different }) => different.length === 0);
    if (match !== undefined) return match.object;
    const lines = compared.flatMap(({ object, different }) =>
      different.map((line) => `  ${object.metadata.namespace ?? '-'}/${object.metadata.name} ${line}`),
    );
    throw new Error(`${kind} "${name}" is different:\n${lines.join('\n')}`);
  }
}

/**
 * The Kubernetes objects of a platform.
 * @param cluster only those of this cluster; all where nothing is said
 * @throws Error that lists the findings, where the platform has errors
 */
export function manifests(of: Platform | Synthesis, cluster?: string): Manifests {
  const synthesis = of instanceof Platform ? synthesize(of) : of;
  if (!synthesis.ok) {
    const lines = synthesis.findings.map(
      ({ severity, rule, path, message }) =>
        `  ${severity} ${rule} at ${path === '' ? 'the platform' : path}: ${message}`,
    );
    throw new Error(`The platform has errors, so there are no manifests:\n${lines.join('\n')}`);
  }
  const clusters = synthesis.plan.clusters.filter(({ id }) => cluster === undefined || id === cluster);
  return new Manifests(clusters.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)));
}
