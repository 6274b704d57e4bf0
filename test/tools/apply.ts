import * as fs from 'node:fs';
import * as path from 'node:path';
import { synthesize } from 'altostratus/testing';
import type { ClusterPlan, Plan, Platform } from 'altostratus';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../lib/core/manifest';
import { substitute } from '../../lib/core/reference';
import { openSecrets } from '../../lib/output/secret-store';
import type { ENVIRONMENTS } from '../apps/settings';
import { enterprise } from '../apps/settings';
import type { KubeClient } from './kube-client';
import { toolFolder, until } from './programs';

/** Definitions of the third-party bundles that a Plan names, as the tools' installation keeps them. */
const BUNDLES: Readonly<Record<string, string>> = { 'cert-manager': 'cert-manager-crds.yaml' };

/** The Plan of the reference platform, with its one cluster. */
export function planOf(environment: (typeof ENVIRONMENTS)[number]): { plan: Plan; cluster: ClusterPlan } {
  return planWithCluster(enterprise(environment));
}

/** The Plan of a platform that has one cluster. */
export function planWithCluster(platform: Platform): { plan: Plan; cluster: ClusterPlan } {
  const synthesis = synthesize(platform);
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings, undefined, 1));
  return { plan: synthesis.plan, cluster: synthesis.plan.clusters[0] as ClusterPlan };
}

/** The objects of a cluster in order, with the values that the local store makes for their secrets. */
export async function objectsWithValues(plan: Plan, cluster: ClusterPlan, folder: string): Promise<KubernetesObject[]> {
  const { lookup } = await openSecrets(plan.secrets, {
    file: path.join(folder, 'store/secrets.json'),
    platform: plan.platform,
    environment: plan.environment,
    now: new Date(),
    variables: {},
  });
  const valueOf = (reference: Parameters<typeof lookup>[0]) => JSON.stringify(lookup(reference) ?? '').slice(1, -1);
  return cluster.objects.map(
    ({ manifest }) => JSON.parse(substitute(JSON.stringify(manifest), valueOf)) as KubernetesObject,
  );
}

/** Makes the custom kinds that the bundles of a cluster bring, and waits until the API server serves them. */
export async function createBundles(client: KubeClient, cluster: ClusterPlan): Promise<void> {
  for (const { name } of cluster.bundles) {
    const file = path.join(toolFolder(), '../share', BUNDLES[name] ?? `${name}.yaml`);
    const documents = parseAllDocuments(fs.readFileSync(file, 'utf8'));
    for (const document of documents) {
      const object = document.toJS() as KubernetesObject | null;
      if (object !== null) await client.create(object);
    }
  }
  await until('custom kinds are established', async () => ((await established(client)) ? true : undefined), 60);
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

async function established(client: KubeClient): Promise<boolean> {
  const definitions = await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
  return definitions.every(({ status }) =>
    ((status?.conditions ?? []) as Condition[]).some((one) => one.type === 'Established' && one.status === 'True'),
  );
}
