import { Machines } from 'altostratus';
import { DiskStorage } from 'altostratus/services';
import type { DiskStorageProps } from 'altostratus/services';
import { findings } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { AWS, burst, clusterOn, objectIn, OPENSTACK, planOf, STATIC, workloadIn } from '../../scheduling/cloud/clouds';
import type { Clouds } from '../../scheduling/cloud/clouds';

function withDisks(made: Clouds, props?: DiskStorageProps) {
  const storage = new DiskStorage(made.cluster, 'disks', props);
  return { ...made, storage };
}

const CLASS = 'storage.k8s.io/v1/StorageClass/-/disks';

describe('DiskStorage', () => {
  test('of AWS makes encrypted disks where their pod is, and they can grow', () => {
    const plan = planOf(withDisks(clusterOn(AWS), { default: true }));
    expect(objectIn(plan, CLASS)).toMatchObject({
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
    expect(objectIn(plan, CLASS)).not.toHaveProperty('allowedTopologies');
    expect(objectIn(plan, 'storage.k8s.io/v1/CSIDriver/-/ebs.csi.aws.com')).toMatchObject({
      spec: { attachRequired: true, fsGroupPolicy: 'File' },
    });
    const controller = workloadIn(plan, 'apps/v1/Deployment/csi-disks/aws-ebs-csi-driver-controller');
    expect(controller.spec.template.spec.containers.map(({ image }) => image.replace(/.*\//, ''))).toEqual([
      'aws-ebs-csi-driver:v1.64.0',
      'csi-provisioner:v6.3.0',
      'csi-attacher:v4.12.0',
      'csi-resizer:v2.2.1',
      'livenessprobe:v2.19.0',
    ]);
    expect(controller.spec.template.spec.containers[0]?.args).toContain('--k8s-tag-cluster-id=shop-prod-main');
  });

  test('may delete and make only what its driver has marked', () => {
    const plan = planOf(withDisks(clusterOn(AWS)));
    const permission = plan.sites[0]?.permissions.find(({ program }) => program === 'aws-ebs-csi-driver');
    expect(permission?.holder.kind).toBe('instance-role');
    const of = (action: string) => permission?.statements.filter(({ actions }) => actions.includes(action));
    for (const action of ['ec2:CreateVolume', 'ec2:DeleteVolume', 'ec2:CreateTags'])
      for (const statement of of(action) ?? []) expect(statement.conditions).toBeDefined();
    expect(of('ec2:DeleteVolume')).toEqual([
      {
        actions: ['ec2:DeleteVolume'],
        resources: ['arn:aws:ec2:eu-central-1:*:volume/*'],
        conditions: { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } },
      },
    ]);
  });

  test('of OpenStack is Cinder, of a type that is asked for, by the key of the project', () => {
    const plan = planOf(withDisks(clusterOn(OPENSTACK), { type: 'hdd', onDelete: 'keep' }));
    expect(objectIn(plan, CLASS)).toMatchObject({
      provisioner: 'cinder.csi.openstack.org',
      parameters: { type: 'hdd' },
      reclaimPolicy: 'Retain',
    });
    const controller = workloadIn(plan, 'apps/v1/Deployment/csi-disks/cinder-csi-plugin-controller');
    expect(controller.spec.template.spec.containers[0]).toMatchObject({
      image: 'registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0',
      volumeMounts: expect.arrayContaining([
        expect.objectContaining({ mountPath: '/etc/config', readOnly: true }) as unknown,
      ]) as unknown,
    });
    const node = workloadIn(plan, 'apps/v1/DaemonSet/csi-disks/cinder-csi-plugin-node');
    expect(JSON.stringify(node)).not.toContain('/etc/config');
  });

  test('keeps disks and their pods on the site of the cluster', () => {
    const made = withDisks(clusterOn(OPENSTACK));
    burst(made, AWS, { taint: 'burst' });
    const plan = planOf(made);
    expect(objectIn(plan, CLASS)).toMatchObject({
      allowedTopologies: [
        { matchLabelExpressions: [{ key: 'topology.cinder.csi.openstack.org/zone', values: ['az1', 'az2'] }] },
      ],
    });
    expect(workloadIn(plan, 'apps/v1/DaemonSet/csi-disks/cinder-csi-plugin-node').spec.template.spec.affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'altostratus.dev/pool', operator: 'NotIn', values: ['burst'] }] },
          ],
        },
      },
    });
  });

  test('shares one driver between classes, and gives claims of its own', () => {
    const made = withDisks(clusterOn(OPENSTACK), { type: 'ssd' });
    const slow = new DiskStorage(made.cluster, 'slow', { type: 'hdd' });
    const ids = planOf(made).clusters[0]?.objects.map(({ id }) => id);
    expect(ids?.filter((id) => id.includes('/CSIDriver/'))).toHaveLength(1);
    expect(slow.claim(Size.gibibytes(5))).toMatchObject({ storageClass: 'slow', accessMode: 'ReadWriteOnce' });
  });

  test('reports providers without a driver, and types that a provider does not have', () => {
    const lacks = (made: Clouds) => findings(made.platform, 'provider-lacks');
    const ofDisks = lacks(withDisks(clusterOn(STATIC))).filter(({ path }) => path === 'home/main/disks');
    expect(ofDisks).toMatchObject([{ message: expect.stringContaining('no driver for its disks') as string }]);
    expect(lacks(withDisks(clusterOn(AWS), { type: 'gp9' }))).toMatchObject([
      { remedy: 'Use one of "gp3", "io2", "st1", "sc1".' },
    ]);
    expect(lacks(withDisks(clusterOn(AWS), { type: 'io2' }))).toEqual([]);
  });

  test('changes nothing where a pool is added on its own site', () => {
    const made = withDisks(clusterOn(AWS));
    made.cluster.addPool('more', { machines: Machines.of(1, { cpu: 8, memory: Size.gibibytes(16) }) });
    expect(objectIn(planOf(made), CLASS)).not.toHaveProperty('allowedTopologies');
  });
});
