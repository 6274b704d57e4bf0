import type { IConstruct } from 'constructs';
import { report } from '../core/finding';
import type {
  WorkloadAddition,
  WorkloadEgress,
  WorkloadMount,
  WorkloadPlace,
  WorkloadVolume,
} from '../services/workload-addition';
import type { Component } from './component';

/** What the pods of a component have beside their image: of the application itself and of the services that it uses. */
export interface Equipment {
  readonly environment: Readonly<Record<string, string>>;
  readonly secretEnvironment: Readonly<Record<string, string>>;
  readonly volumes: readonly WorkloadVolume[];
  readonly mounts: readonly WorkloadMount[];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly egress: readonly WorkloadEgress[];
}

/** Asks the services that a component uses what they add, and puts it together. */
export function equip(at: IConstruct, component: Component, place: WorkloadPlace): Equipment {
  const { config, logs, uses = [], env = {}, secrets = {} } = component;
  const additions = [config, logs, ...uses]
    .filter((extension) => extension !== undefined)
    .map((extension) => extension.forWorkload(place));
  for (const { cluster } of additions)
    if (cluster !== undefined && cluster !== place.cluster)
      report(at, {
        rule: 'service-elsewhere',
        message: `Component "${place.component}" runs in cluster "${place.cluster.clusterName}" and uses a service of cluster "${cluster.clusterName}".`,
        remedy: 'Use a service of the same cluster; pods of different clusters do not reach each other.',
      });
  const ownSecrets = Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.value]));
  const environment = byName(at, additions, 'environment', { ...env, ...ownSecrets });
  const secretEnvironment = byName(at, additions, 'secretEnvironment', { ...env, ...ownSecrets });
  const volumes = additions.flatMap(({ volumes: some = [] }) => some);
  const mounts = additions.flatMap(({ mounts: some = [] }) => some);
  reportRepeated(
    at,
    'volume',
    volumes.map(({ name }) => name),
  );
  reportRepeated(
    at,
    'folder',
    mounts.map(({ path }) => path),
  );
  return {
    environment: { ...environment, ...env },
    secretEnvironment: { ...secretEnvironment, ...ownSecrets },
    podLabels: byName(at, additions, 'podLabels'),
    podAnnotations: byName(at, additions, 'podAnnotations'),
    volumes,
    mounts,
    egress: additions.flatMap(({ egress = [] }) => egress),
  };
}

/** Disk of its node that the folders of services may have in a pod. */
export function folderMib({ volumes }: Equipment): number {
  return volumes.reduce((total, one) => total + (one.kind === 'empty' ? (one.sizeLimitMib ?? 0) : 0), 0);
}

type Named = 'environment' | 'secretEnvironment' | 'podLabels' | 'podAnnotations';

/** All that the services set, but for names that the application sets itself. */
function byName(
  at: IConstruct,
  additions: readonly WorkloadAddition[],
  field: Named,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const all = new Map<string, string>();
  for (const addition of additions)
    for (const [name, value] of Object.entries(addition[field] ?? {})) {
      if (Object.hasOwn(own, name)) continue;
      if ((all.get(name) ?? value) !== value) reportRepeated(at, WORDS[field], [name, name]);
      all.set(name, value);
    }
  return Object.fromEntries(all);
}

const WORDS: Readonly<Record<Named, string>> = {
  environment: 'environment variable',
  secretEnvironment: 'environment variable',
  podLabels: 'label',
  podAnnotations: 'annotation',
};

function reportRepeated(at: IConstruct, what: string, names: readonly string[]): void {
  for (const name of new Set(names.filter((one, n) => names.indexOf(one) !== n)))
    report(at, {
      rule: 'service-conflict',
      message: `Two services that the component uses set the ${what} "${name}" to different things.`,
      remedy: `Use one of them only${what === 'environment variable' ? ', or set it in `env` or `secrets` of the component' : ''}.`,
    });
}
