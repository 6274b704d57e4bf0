import { NodeFailure } from 'altostratus';
import type { ClusterPlan, Plan } from 'altostratus';
import { ClusterDns, DiskStorage } from 'altostratus/services';
import { Duration } from 'cdk8s';
import { objectId } from '../../lib/core/manifest';
import type { KubernetesObject } from '../../lib/core/manifest';
import { substitute } from '../../lib/core/reference';
import { ALICLOUD, AWS, burst, clusterOn, OPENSTACK } from '../scheduling/cloud/clouds';
import type { Clouds } from '../scheduling/cloud/clouds';
import { synthesize } from 'altostratus/testing';
import { ApiServer } from './api-server';
import { describeWith, temporaryFolder } from './programs';

/** Clusters in clouds, with disks, and with pools that grow elsewhere. */
const PLATFORMS: Readonly<Record<string, () => Clouds>> = {
  'OpenStack with burst to AWS': () => withDisks(bursting(clusterOn(OPENSTACK), 'burst')),
  AWS: () => withDisks(clusterOn(AWS, () => ({ nodeFailure: NodeFailure.within(Duration.seconds(30)) }))),
  'Alibaba Cloud with burst to itself': () => withDisks(bursting(clusterOn(ALICLOUD), undefined)),
};

function withDisks(made: Clouds): Clouds {
  new DiskStorage(made.cluster, 'disks', { default: true });
  new ClusterDns(made.cluster, 'dns');
  return made;
}

function bursting(made: Clouds, taint: string | undefined): Clouds {
  burst(made, taint === undefined ? ALICLOUD : AWS, { ...(taint !== undefined && { taint }) });
  return made;
}

/** All objects of a cluster, with some value in place of each reference. */
function objectsOf(plan: Plan): { cluster: ClusterPlan; objects: KubernetesObject[] } {
  const cluster = plan.clusters[0] as ClusterPlan;
  const objects = cluster.objects.map(
    ({ manifest }) => JSON.parse(substitute(JSON.stringify(manifest), () => 'value')) as KubernetesObject,
  );
  return { cluster, objects };
}

describeWith(['etcd', 'kube-apiserver'], 'a real API server', () => {
  describe.each(Object.keys(PLATFORMS))('%s', (name) => {
    const folder = temporaryFolder();
    let server: ApiServer | undefined;

    afterAll(() => server?.stop());

    it('takes every object with no field that it does not know', async () => {
      const made = PLATFORMS[name]?.() as Clouds;
      const result = synthesize(made.platform, { target: 'resources' });
      if (!result.ok) throw new Error(JSON.stringify(result.findings, undefined, 1));
      const { cluster, objects } = objectsOf(result.plan);
      server = await ApiServer.start({ folder, serviceCidr: cluster.serviceCidr });
      const refusals: string[] = [];
      for (const object of objects)
        await server.client.create(object).catch((error: unknown) => {
          refusals.push(`${objectId(object)}: ${(error as Error).message}`);
        });
      expect(refusals).toEqual([]);
      expect(objects.filter(({ kind }) => kind === 'Deployment').length).toBeGreaterThan(0);
    });
  });
});
