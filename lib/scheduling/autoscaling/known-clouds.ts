import { awsPartition } from '../cloud/permission';
import type { PermissionStatement } from '../cloud/permission';

/** What the cluster autoscaler can do with the groups of a cloud. */
export interface KnownCloud {
  /** It finds groups by their tags; else it is told their ids, which only the cloud can say. */
  readonly discovery: 'tags' | 'ids';
  /** It knows the taint of a group that has no node yet. */
  readonly seesTaints: boolean;
  /** It passes over nodes whose ids are those of another cloud; else it does nothing any more where there are such nodes. */
  readonly passesOver: boolean;
  /** Tags by which it finds a group, and knows what a node of it will be like. */
  readonly tags: (group: GroupNodes) => GroupTags;
  readonly permissions: (cloudName: string, region: string) => readonly PermissionStatement[];
}

/** What nodes of a group have. */
export interface GroupNodes {
  /** Name of the cluster that is unique with the provider. */
  readonly cloudName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As `key=value:effect` has them. */
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  readonly diskGib: number;
}

export interface GroupTags {
  readonly group: Readonly<Record<string, string>>;
  /** Of each machine. */
  readonly machines: Readonly<Record<string, string>>;
}

const PREFIX = 'k8s.io/cluster-autoscaler';

/** Tag that says whose a group is. */
export function ownerTag(cloudName: string): string {
  return `${PREFIX}/${cloudName}`;
}

/** cluster-autoscaler/cloudprovider/aws/README.md and aws_manager.go of 1.34 to 1.36. */
const AWS: KnownCloud = {
  discovery: 'tags',
  seesTaints: true,
  passesOver: true,
  tags: ({ cloudName, labels, taints, diskGib }) => ({
    group: {
      [`${PREFIX}/enabled`]: 'true',
      [ownerTag(cloudName)]: 'owned',
      ...mapped(labels, (name) => `${PREFIX}/node-template/label/${name}`),
      ...Object.fromEntries(
        taints.map(({ key, value, effect }) => [`${PREFIX}/node-template/taint/${key}`, `${value}:${effect}`]),
      ),
      // CPU and memory it knows by the type of the machine.
      [`${PREFIX}/node-template/resources/ephemeral-storage`]: `${diskGib}Gi`,
    },
    machines: { [`kubernetes.io/cluster/${cloudName}`]: 'owned' },
  }),
  permissions: (cloudName, region) => [
    {
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: ['*'], // none of them can be narrowed
    },
    {
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      resources: [`arn:${awsPartition(region)}:autoscaling:${region}:*:autoScalingGroup:*:autoScalingGroupName/*`],
      conditions: { StringEquals: { [`aws:ResourceTag/${ownerTag(cloudName)}`]: 'owned' } },
    },
  ],
};

/** cluster-autoscaler/cloudprovider/alicloud/README.md, alicloud_manager.go and alicloud_cloud_provider.go of 1.34 to 1.36. */
const ALICLOUD: KnownCloud = {
  discovery: 'ids',
  seesTaints: false,
  passesOver: false,
  // Its tags are those of the scaling configuration, taken for labels as they are.
  tags: ({ labels, cloudName }) => ({ group: { [ownerTag(cloudName)]: 'owned' }, machines: labels }),
  permissions: () => [
    {
      actions: [
        'ess:Describe*',
        'ess:CreateScalingRule',
        'ess:ModifyScalingGroup',
        'ess:RemoveInstances',
        'ess:ExecuteScalingRule',
        'ess:ModifyScalingRule',
        'ess:DeleteScalingRule',
        'ess:DetachInstances',
        'ecs:DescribeInstanceTypes',
      ],
      resources: ['*'],
    },
  ],
};

const KNOWN: Readonly<Record<string, KnownCloud>> = { aws: AWS, alicloud: ALICLOUD };

/** @param name by which the cluster autoscaler knows it (`--cloud-provider`) */
export function knownCloud(name: string | undefined): KnownCloud | undefined {
  return name === undefined ? undefined : KNOWN[name];
}

function mapped(values: Readonly<Record<string, string>>, rename: (key: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [rename(key), value]));
}
