import type { PermissionPlan, Plan } from 'altostratus';
import { DiskStorage } from 'altostratus/services';
import type { DiskStorageProps } from 'altostratus/services';
import type { k8s } from 'cdk8s-plus-27';
import { ALICLOUD, AWS, burst, clusterOn, objectIn, planOf, workloadIn } from '../../scheduling/cloud/clouds';
import type { Clouds, Workload } from '../../scheduling/cloud/clouds';

const CLASS = 'storage.k8s.io/v1/StorageClass/-/disks';
const CONTROLLER = 'apps/v1/Deployment/csi-disks/alibaba-cloud-csi-driver-controller';
const NODE = 'apps/v1/DaemonSet/csi-disks/alibaba-cloud-csi-driver-node';

function planWith(props?: DiskStorageProps, made: Clouds = clusterOn(ALICLOUD)): Plan {
  new DiskStorage(made.cluster, 'disks', props);
  return planOf(made);
}

function driverOf({ spec }: Workload): k8s.Container & { readonly args: readonly string[] } {
  const driver = spec.template.spec.containers.find(({ args }) => args.includes('--driver=disk'));
  if (driver === undefined) throw new Error('no container of the driver');
  return driver as unknown as k8s.Container & { readonly args: readonly string[] };
}

/** Variables with a value that stands in the manifest. */
function variablesOf({ env }: k8s.Container): Record<string, string | undefined> {
  return Object.fromEntries(
    (env ?? []).filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
  );
}

function permissionIn(plan: Plan): PermissionPlan {
  const found = plan.sites[0]?.permissions.find(({ program }) => program === 'alibaba-cloud-csi-driver');
  if (found === undefined) throw new Error('no permission of the driver');
  return found;
}

function rulesOf(plan: Plan, part: string): readonly k8s.PolicyRule[] {
  const id = `rbac.authorization.k8s.io/v1/ClusterRole/-/alibaba-cloud-csi-driver-${part}`;
  return (objectIn(plan, id) as { rules: k8s.PolicyRule[] }).rules;
}

describe('disks of Alibaba Cloud', () => {
  test('are encrypted, of the first kind and of a level that begins at 20 GiB, where their pod is', () => {
    expect(objectIn(planWith(), CLASS)).toMatchObject({
      provisioner: 'diskplugin.csi.alibabacloud.com',
      parameters: {
        type: 'cloud_essd',
        performanceLevel: 'PL1',
        encrypted: 'true',
        volumeSizeAutoAvailable: 'true',
        'csi.storage.k8s.io/fstype': 'ext4',
      },
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  });

  test.each(['cloud_auto', 'cloud_efficiency'])('of the kind %s have no level', (type) => {
    const { parameters } = objectIn(planWith({ type }), CLASS) as { parameters: Record<string, string> };
    expect(parameters).toMatchObject({ type, encrypted: 'true' });
    expect(parameters).not.toHaveProperty('performanceLevel');
  });

  test('have one driver, whose nodes are not told of pods', () => {
    expect(objectIn(planWith(), 'storage.k8s.io/v1/CSIDriver/-/diskplugin.csi.alibabacloud.com')).toMatchObject({
      spec: { attachRequired: true, podInfoOnMount: false },
    });
  });

  test('stay in the zones of the cluster, in the words of its nodes', () => {
    const made = clusterOn(ALICLOUD);
    burst(made, AWS, { taint: 'burst' });
    expect(objectIn(planWith({}, made), CLASS)).toMatchObject({
      allowedTopologies: [
        {
          matchLabelExpressions: [
            { key: 'topology.kubernetes.io/zone', values: ['cn-hangzhou-a', 'cn-hangzhou-b', 'cn-hangzhou-c'] },
          ],
        },
      ],
    });
  });
});

describe('the driver for disks of Alibaba Cloud', () => {
  const plan = planWith();
  const [controller, node] = [workloadIn(plan, CONTROLLER), workloadIn(plan, NODE)];

  test('is the release of its chart, with programs that watch Kubernetes for it', () => {
    const images = (one: Workload) => one.spec.template.spec.containers.map(({ image }) => image);
    expect(images(controller)).toEqual([
      'registry-cn-hangzhou.ack.aliyuncs.com/acs/csi-plugin:v1.36.2',
      'registry.k8s.io/sig-storage/csi-provisioner:v6.3.0',
      'registry.k8s.io/sig-storage/csi-attacher:v4.12.0',
      'registry.k8s.io/sig-storage/csi-resizer:v2.2.1',
      'registry.k8s.io/sig-storage/livenessprobe:v2.19.0',
    ]);
    expect(images(node)).toEqual([
      'registry-cn-hangzhou.ack.aliyuncs.com/acs/csi-plugin:v1.36.2',
      'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0',
      'registry.k8s.io/sig-storage/livenessprobe:v2.19.0',
    ]);
    const provisioner = controller.spec.template.spec.containers[1];
    expect(provisioner?.args).toEqual(expect.arrayContaining(['--strict-topology=true', '--timeout=150s']));
  });

  test('attaches from the controller and mounts on nodes', () => {
    const common = ['--endpoint=$(CSI_ENDPOINT)', '--driver=disk', '--feature-gates=DiskADController=true', '--v=2'];
    expect([...driverOf(controller).args].sort()).toEqual(
      [...common, '--run-controller-service=true', '--run-node-service=false'].sort(),
    );
    expect([...driverOf(node).args].sort()).toEqual(
      [...common, '--run-controller-service=false', '--run-node-service=true'].sort(),
    );
    const { volumeMounts = [] } = driverOf(node);
    expect(volumeMounts.find(({ mountPath }) => mountPath === '/var/lib/kubelet')?.mountPropagation).toBe(
      'Bidirectional',
    );
  });

  test('listens where the programs beside it look, and kubelet', () => {
    for (const one of [controller, node]) {
      const { CSI_ENDPOINT } = variablesOf(driverOf(one));
      expect(CSI_ENDPOINT).toBe('unix://csi/csi.sock'); // it puts the first slash itself
      for (const { name, args } of one.spec.template.spec.containers as readonly k8s.Container[])
        if (name !== 'driver') expect(args).toContain('--csi-address=/csi/csi.sock');
    }
    const folder = '/var/lib/kubelet/plugins/diskplugin.csi.alibabacloud.com';
    expect(node.spec.template.spec.containers[1]?.args).toContain(`--kubelet-registration-path=${folder}/csi.sock`);
    expect(node.spec.template.spec.volumes).toContainEqual({
      name: 'socket',
      hostPath: { path: folder, type: 'DirectoryOrCreate' },
    });
  });

  test('knows its node from Kubernetes, once that name is known', () => {
    for (const one of [controller, node]) {
      const names = (driverOf(one).env ?? []).map(({ name }) => name);
      expect(variablesOf(driverOf(one))).toMatchObject({ KUBE_NODE_NAME: '$(CSI_NODE_NAME)', ENABLE_METRIC: 'false' });
      expect(names.indexOf('CSI_NODE_NAME')).toBeLessThan(names.indexOf('KUBE_NODE_NAME'));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('has credentials by the role of the hosts of the control plane, and none on nodes', () => {
    expect(variablesOf(driverOf(controller))).toMatchObject({
      REGION_ID: 'cn-hangzhou',
      CLUSTER_ID: 'shop-prod-main',
      ALIBABA_CLOUD_NETWORK_TYPE: 'vpc',
    });
    expect(controller.spec.template.spec.nodeSelector).toEqual({ 'node-role.kubernetes.io/control-plane': '' });
    expect(permissionIn(plan).holder.kind).toBe('instance-role');
    for (const one of [controller, node]) expect(JSON.stringify(one)).not.toContain('ACCESS_KEY');
    expect(variablesOf(driverOf(node))).not.toHaveProperty('REGION_ID');
  });

  test('asks the provider nothing on nodes: what they take is said', () => {
    expect(variablesOf(driverOf(node))).toMatchObject({ MAX_VOLUMES_PERNODE: '15', DISK_ALLOW_ALL_TYPE: 'true' });
    expect(rulesOf(plan, 'node')).toEqual([{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] }]);
  });

  test('reads neither secrets nor settings, and its controller changes no node', () => {
    for (const part of ['controller', 'node'])
      for (const { resources = [] } of rulesOf(plan, part))
        for (const one of ['secrets', 'configmaps', '*']) expect(resources).not.toContain(one);
    const onNodes = rulesOf(plan, 'controller').filter(({ resources }) => resources?.includes('nodes'));
    expect(onNodes.flatMap(({ verbs }) => verbs).sort()).toEqual(['get', 'list', 'watch']);
  });

  test('may do with the provider what disks need, in its region', () => {
    expect(permissionIn(plan).statements).toEqual([
      { actions: ['ecs:DescribeDisks', 'ecs:DescribeInstanceHistoryEvents'], resources: ['*'] },
      { actions: ['ecs:CreateDisk', 'ecs:DeleteDisk', 'ecs:ResizeDisk'], resources: ['acs:ecs:cn-hangzhou:*:disk/*'] },
      {
        actions: ['ecs:AttachDisk', 'ecs:DetachDisk'],
        resources: ['acs:ecs:cn-hangzhou:*:disk/*', 'acs:ecs:cn-hangzhou:*:instance/*'],
      },
    ]);
  });
});
