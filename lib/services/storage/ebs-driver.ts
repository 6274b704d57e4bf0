import { awsPartition } from '../../scheduling';
import type { PermissionStatement } from '../../scheduling';
import type { DiskDriverSpec } from './disk-driver-spec';

/**
 * github.com/kubernetes-sigs/aws-ebs-csi-driver, v1.64.0: deploy/kubernetes/base, without snapshots; the programs beside it in
 * the versions that its manifests have, from where they are made. It is one release for all supported versions of Kubernetes.
 */
export const EBS: DiskDriverSpec = {
  name: 'ebs.csi.aws.com',
  program: 'aws-ebs-csi-driver',
  csiDriver: { attachRequired: true, podInfoOnMount: false, fsGroupPolicy: 'File' },
  zoneKey: 'topology.kubernetes.io/zone',
  image: () => 'registry.k8s.io/provider-aws/aws-ebs-csi-driver:v1.64.0',
  sidecars: {
    attacher: 'registry.k8s.io/sig-storage/csi-attacher:v4.12.0',
    provisioner: 'registry.k8s.io/sig-storage/csi-provisioner:v6.3.0',
    resizer: 'registry.k8s.io/sig-storage/csi-resizer:v2.2.1',
    liveness: 'registry.k8s.io/sig-storage/livenessprobe:v2.19.0',
    registrar: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0',
  },
  provisionerFlags: ['--timeout=60s', '--retry-interval-max=30m'],
  endpoint: 'unix:///csi/csi.sock',
  controller: ({ cloudName }) => [
    'controller',
    '--endpoint=$(CSI_ENDPOINT)',
    '--batching=true',
    '--logging-format=text',
    `--k8s-tag-cluster-id=${cloudName}`,
    '--v=2',
  ],
  node: () => [
    'node',
    '--endpoint=$(CSI_ENDPOINT)',
    '--csi-mount-point-prefix=/var/lib/kubelet/plugins/kubernetes.io/csi/ebs.csi.aws.com/',
    '--metadata-sources=imds,kubernetes',
    '--logging-format=text',
    '--v=2',
  ],
  preStop: ['/bin/aws-ebs-csi-driver', 'pre-stop-hook'],
  nodeRules: [
    { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['storage.k8s.io'], resources: ['csinodes'], verbs: ['get'] },
    { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'patch'] },
  ],
  parameters: (type) => ({ type, encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' }),
  permissions,
};

/** docs/example-iam-policy.json, without snapshots and copies; a disk is the cluster's by the tags that the driver gives it. */
function permissions(region: string): readonly PermissionStatement[] {
  const arn = (kind: string) => `arn:${awsPartition(region)}:ec2:${region}:*:${kind}/*`;
  return [
    {
      actions: [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeTags',
        'ec2:DescribeVolumes',
        'ec2:DescribeVolumesModifications',
        'ec2:DescribeVolumeStatus',
      ],
      resources: ['*'],
    },
    { actions: ['ec2:ModifyVolume'], resources: [arn('volume')] },
    { actions: ['ec2:AttachVolume', 'ec2:DetachVolume'], resources: [arn('volume'), arn('instance')] },
    {
      actions: ['ec2:CreateVolume'],
      resources: [arn('volume')],
      conditions: { StringLike: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } },
    },
    {
      actions: ['ec2:CreateTags'],
      resources: [arn('volume')],
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateVolume' } },
    },
    {
      actions: ['ec2:DeleteVolume'],
      resources: [arn('volume')],
      conditions: { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } },
    },
  ];
}
