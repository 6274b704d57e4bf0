import * as fs from 'node:fs';
import * as path from 'node:path';
import { synthesize } from 'altostratus/testing';
import type { ClusterPlan, Plan } from 'altostratus';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../lib/core/manifest';
import { referencesIn, substitute } from '../../lib/core/reference';
import { ENVIRONMENTS, enterprise } from '../apps/settings';
import { ApiServer } from './api-server';
import { capacityOf, nodesOf, provisionClaims, reasons, unready } from './cluster-nodes';
import { describeWith, temporaryFolder, toolFolder, until } from './programs';

const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'];

/** Definitions of the third-party bundles that a Plan names, as the tools' installation keeps them. */
const BUNDLES: Readonly<Record<string, string>> = { 'cert-manager': 'cert-manager-crds.yaml' };

describeWith(PROGRAMS, 'a real control plane', () => {
  describe.each(ENVIRONMENTS)('enterprise-paas, %s', (environment) => {
    const folder = temporaryFolder();
    let plan: Plan;
    let cluster: ClusterPlan;
    let server: ApiServer;

    beforeAll(async () => {
      const synthesis = synthesize(enterprise(environment));
      if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings, undefined, 1));
      plan = synthesis.plan;
      cluster = plan.clusters[0] as ClusterPlan;
      server = await ApiServer.start({ folder, serviceCidr: cluster.serviceCidr });
    });

    afterAll(() => server.stop());

    it('takes every object, in order of the waves, with no field that it does not know', async () => {
      for (const { name } of cluster.bundles) await createBundle(server, name);
      const refusals: string[] = [];
      for (const { id, wave, manifest } of cluster.objects)
        await server.client.create(withValues(manifest)).catch((error: unknown) => {
          refusals.push(`wave ${wave} ${id}: ${(error as Error).message}`);
        });
      expect(refusals).toEqual([]);
    });

    it('makes all workloads ready on nodes like the machines of the Plan', async () => {
      const machines = new Map(plan.sites.flatMap((site) => site.machines.map((machine) => [machine.name, machine])));
      await server.startControllers();
      for (const node of nodesOf(plan, cluster)) {
        const made = await server.client.create(node);
        const machine = machines.get(node.metadata.name);
        if (machine) await server.client.patchStatus(made, capacityOf(machine));
      }
      let waiting: string[] = ['nothing was asked yet'];
      await until(
        'all workloads are ready',
        async () => {
          await provisionClaims(server.client);
          waiting = await unready(server.client);
          return waiting.length === 0 ? true : undefined;
        },
        180,
        () => waiting.join('\n'),
      ).catch(async (error: unknown) => {
        throw new Error(`${(error as Error).message}\n${await reasons(server.client)}\n${server.logs()}`);
      });
      const pods = await server.client.list('v1', 'Pod');
      expect(pods.length).toBeGreaterThan(
        cluster.objects.filter(({ manifest }) => manifest.kind === 'Deployment').length,
      );
    });
  });
});

async function createBundle(server: ApiServer, name: string): Promise<void> {
  const file = path.join(toolFolder(), '../share', BUNDLES[name] ?? `${name}.yaml`);
  const objects = parseAllDocuments(fs.readFileSync(file, 'utf8')).map(
    (document) => document.toJS() as KubernetesObject | null,
  );
  for (const object of objects) if (object !== null) await server.client.create(object);
  await until(
    'custom kinds are established',
    async () => {
      const crds = await server.client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
      const done = crds.every(
        ({ status }) =>
          JSON.stringify(status ?? {}).includes('"Established","status":"True"') ||
          /"type":"Established"/.test(JSON.stringify(status)),
      );
      return done ? true : undefined;
    },
    60,
  );
}

/** An object with a value of the right form for every secret that it refers to. */
function withValues(manifest: KubernetesObject): KubernetesObject {
  const text = JSON.stringify(manifest);
  if (referencesIn(text).length === 0) return manifest;
  return JSON.parse(substitute(text, ({ attribute }) => `value-of-${attribute}`)) as KubernetesObject;
}
