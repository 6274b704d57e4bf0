import type { ClusterPlan, Plan, Platform } from 'altostratus';
import orchestration, { config } from '../../apps/orchestration';
import { ENVIRONMENTS, enterprise } from '../apps/settings';
import { ApiServer } from './api-server';
import { createBundles, objectsWithValues, planWithCluster } from './apply';
import { capacityOf, nodesOf, provisionClaims, reasons, unready } from './cluster-nodes';
import { describeWith, temporaryFolder, until } from './programs';
import { objectId } from '../../lib/core/manifest';

const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'];

const PLATFORMS: [string, () => Platform][] = [
  ...ENVIRONMENTS.map((one): [string, () => Platform] => [`enterprise-paas, ${one}`, () => enterprise(one)]),
  ['orchestration', () => orchestration(config.parse({}))],
];

describeWith(PROGRAMS, 'a real control plane', () => {
  describe.each(PLATFORMS)('%s', (_, platform) => {
    const folder = temporaryFolder();
    let plan: Plan;
    let cluster: ClusterPlan;
    let server: ApiServer;

    beforeAll(async () => {
      ({ plan, cluster } = planWithCluster(platform()));
      server = await ApiServer.start({ folder, serviceCidr: cluster.serviceCidr });
    });

    afterAll(() => server.stop());

    it('takes every object, in order of the waves, with no field that it does not know', async () => {
      await createBundles(server.client, cluster);
      const refusals: string[] = [];
      for (const object of await objectsWithValues(plan, cluster, folder))
        await server.client.create(object).catch((error: unknown) => {
          refusals.push(`${objectId(object)}: ${(error as Error).message}`);
        });
      expect(refusals).toEqual([]);
    });

    it('refuses an object with a field that it does not know', async () => {
      const wrong = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'wrong', namespace: 'default' },
        dota: {},
      };
      await expect(server.client.create(wrong)).rejects.toThrow(/unknown field "dota"/);
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
      const deployments = cluster.objects.filter(({ manifest }) => manifest.kind === 'Deployment');
      expect(pods.length).toBeGreaterThan(deployments.length);
    });
  });
});
