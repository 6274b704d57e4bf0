import type { PermissionStatement } from '../../scheduling';
import type { DiskDriverSpec } from './disk-driver-spec';
import { EBS } from './ebs-driver';

const COMMON_VARIABLES = {
  KUBE_NODE_NAME: '$(CSI_NODE_NAME)',
  // Measurements would be at a port of the host, for everybody who reaches it (main.go).
  ENABLE_METRIC: 'false',
};

/**
 * github.com/kubernetes-sigs/alibaba-cloud-csi-driver, v1.36.2, which its chart of that version installs
 * (deploy/charts/alibaba-cloud-csi-driver), for disks alone and without snapshots. It is one release for all supported versions
 * of Kubernetes.
 *
 * Its part on nodes has no credentials: it asks the metadata service, with a token, for region, zone and instance
 * (pkg/cloud/metadata/imds.go). Disks are attached by the controller and found by their serial number, which all since June 2020
 * have (`DiskADController` in pkg/features/features.go), so nobody else speaks to the provider.
 */
export const ALIBABA_DISK: DiskDriverSpec = {
  name: 'diskplugin.csi.alibabacloud.com',
  program: 'alibaba-cloud-csi-driver',
  // Upstream has it told of the pod, which it then reads for the runtime classes of Alibaba Cloud (GetPodRunTime in
  // pkg/utils/util.go). Untold, it takes the usual one, and nodes need not read pods.
  csiDriver: { attachRequired: true, podInfoOnMount: false },
  // It has this one beside `topology.diskplugin.csi.alibabacloud.com/zone` (NodeGetInfo in pkg/disk/nodeserver.go); nodes have it
  // before the driver runs on them.
  zoneKey: 'topology.kubernetes.io/zone',
  image: () => 'registry-cn-hangzhou.ack.aliyuncs.com/acs/csi-plugin:v1.36.2',
  // The chart has builds of Alibaba Cloud, which pass annotations of claims on (createDisk in pkg/disk/cloud.go). With those of
  // kubernetes-csi, as here, github.com/gardener/gardener-extension-provider-alicloud runs it (imagevector/images.yaml).
  sidecars: EBS.sidecars,
  // It takes the first zone that it is told, which must be that of the pod's node (getZone in pkg/disk/utils.go).
  provisionerFlags: ['--strict-topology=true', '--timeout=150s'],
  endpoint: 'unix://csi/csi.sock',
  controller: () => flags('controller'),
  node: () => flags('node'),
  controllerVariables: ({ cloudName }) => ({
    ...COMMON_VARIABLES,
    // The API of the provider at its addresses within the network.
    ALIBABA_CLOUD_NETWORK_TYPE: 'vpc',
    // Value of the tag `ack.aliyun.com` of its disks (getDefaultDiskTags in pkg/disk/cloud.go).
    CLUSTER_ID: cloudName,
  }),
  nodeVariables: {
    ...COMMON_VARIABLES,
    // To ask what its instance takes it would need credentials on every node (NodeGetInfo in pkg/disk/nodeserver.go). Instances
    // take 16 data disks (docs/disk-volume-limits.md of v1.1.5); one is left to the host, as in DefaultMaxVolumesPerNode.
    MAX_VOLUMES_PERNODE: '15',
    DISK_ALLOW_ALL_TYPE: 'true',
  },
  // It notes on its node how many disks that are (patchNodeInfo); all else that upstream allows is for other parts of it.
  nodeRules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] }],
  parameters,
  permissions,
};

/** main.go, with the flags that the chart's templates/controller.yaml and plugin.yaml have. */
function flags(part: 'controller' | 'node'): readonly string[] {
  return [
    '--endpoint=$(CSI_ENDPOINT)',
    '--driver=disk',
    `--run-controller-service=${part === 'controller'}`,
    `--run-node-service=${part === 'node'}`,
    '--feature-gates=DiskADController=true',
    '--v=2',
  ];
}

/**
 * getDiskVolumeOptions in pkg/disk/utils.go. Disks are encrypted with the key that ECS has in KMS for itself:
 * https://www.alibabacloud.com/help/en/ecs/user-guide/encryption-overview
 */
function parameters(type: string): Readonly<Record<string, string>> {
  return {
    type,
    // What ECS takes where nothing is said, with 20 GiB as the smallest size (pkg/disk/category.go).
    ...(type === 'cloud_essd' && { performanceLevel: 'PL1' }),
    encrypted: 'true',
    // A smaller claim gets a disk of 20 GiB, and is not refused.
    volumeSizeAutoAvailable: 'true',
    'csi.storage.k8s.io/fstype': 'ext4',
  };
}

/**
 * Of docs/ram-policies/disk/controller.json what making, attaching and resizing call (pkg/disk/cloud.go), on resources as
 * https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-ram writes them.
 */
function permissions(region: string): readonly PermissionStatement[] {
  const arn = (kind: string) => `acs:ecs:${region}:*:${kind}/*`;
  return [
    { actions: ['ecs:DescribeDisks', 'ecs:DescribeInstanceHistoryEvents'], resources: ['*'] },
    { actions: ['ecs:CreateDisk', 'ecs:DeleteDisk', 'ecs:ResizeDisk'], resources: [arn('disk')] },
    { actions: ['ecs:AttachDisk', 'ecs:DetachDisk'], resources: [arn('disk'), arn('instance')] },
  ];
}
