import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ClusterChart } from '../cluster-chart';
import type { ICluster } from '../cluster-interface';
import { CLOUD_CONTROLLERS, releaseFor } from '../compatibility/add-ons';
import { ControlPlaneProgram, localProbe } from '../control-plane-program';
import { apiVariables } from '../node-agent';
import { CLOUD_CONFIG, CLOUD_CONFIG_FOLDER } from './account';
import type { AccountUse, CloudAccount } from './account';
import { CloudPermission } from './permission';
import type { PermissionStatement } from './permission';

export interface CloudControllerManagerProps {
  readonly cluster: ICluster;
  /** How the API server is reached without Services. */
  readonly api: { readonly host: string; readonly port: number };
  readonly account: CloudAccount;
  /** `1.36` */
  readonly minor: string;
  /** Hosts of the control plane. */
  readonly masters: number;
  /** How many others the cluster has: no two share a port of their host. */
  readonly others: number;
  /** Name of the cluster that is unique with the provider. */
  readonly cloudName: string;
}

const FIRST_PORT = 10_258;
const PORT_STEP = 10;

/**
 * The controller manager of a cloud, for nodes alone: it takes their taint away, says their zone and type, and deletes nodes
 * whose instance is gone. Balancers and routes are in the Plan, so it neither makes them nor may.
 *
 * Nodes of other clouds and of none are left alone, because all nodes of this one have their instance's id from the start: an
 * id in another form, or none, is an error to it and not a missing instance (cloud-provider/controllers/nodelifecycle, with
 * InstanceExists of cloud-provider-aws, pkg/providers/v1/instances_v2.go, and of cloud-provider-openstack,
 * pkg/openstack/instances.go; getNodeType of cloud-provider-alibaba-cloud, pkg/controller/node/manager.go).
 */
export class CloudControllerManager extends ClusterChart {
  public constructor(scope: Construct, id: string, props: CloudControllerManagerProps) {
    super(scope, id, { cluster: props.cluster, namespace: 'kube-system' });
    const { account, api, minor, masters, others } = props;
    const { image, version } = releaseFor(CLOUD_CONTROLLERS[account.cloud], minor);
    const name = `cloud-controller-manager-${account.site.siteName}`;
    const port = FIRST_PORT + PORT_STEP * others;
    const use = account.use(this, `${name}-account`);
    const config = this.createConfig(name, props, use);
    const isAlicloud = account.cloud === 'alicloud';
    new ControlPlaneProgram(this, {
      name,
      program: 'cloud-controller-manager',
      component: 'cloud',
      version: version.slice(1),
      replicas: Math.max(1, Math.min(2, masters)),
      rules: RULES,
      container: {
        image,
        args: isAlicloud ? alicloudArguments(name, port) : usualArguments(account.cloud, name, port, props),
        ...(isAlicloud && { command: ['/cloud-controller-manager'] }),
        env: [...apiVariables(api), ...use.env],
        volumeMounts: [...use.volumeMounts, ...config.volumeMounts],
        livenessProbe: localProbe('/healthz', port, isAlicloud ? 'HTTP' : 'HTTPS'),
      },
      volumes: [...use.volumes, ...config.volumes],
      port,
      memory: '256Mi',
      texts: { ...use.texts, ...config.texts },
    });
    this.createRequestAuthentication(name);
    const statements = PERMISSIONS[account.cloud];
    if (statements.length > 0)
      new CloudPermission(this, 'permission', {
        site: account.site,
        program: 'cloud-controller-manager',
        holder: account.holder,
        statements,
      });
  }

  /** Settings without keys in them. */
  private createConfig(name: string, { account, cloudName }: CloudControllerManagerProps, use: AccountUse) {
    if (use.volumes.length > 0) return { volumes: [], volumeMounts: [], texts: {} };
    const text =
      account.cloud === 'aws'
        ? awsConfig(account.region, cloudName)
        : `${JSON.stringify({ Global: { region: account.region } })}\n`;
    new k8s.KubeConfigMap(this, 'config', {
      metadata: { name, labels: { 'app.kubernetes.io/component': 'cloud', 'app.kubernetes.io/part-of': 'kubernetes' } },
      data: { 'cloud.conf': text },
    });
    return {
      volumes: [{ name: 'config', configMap: { name } }],
      volumeMounts: [{ name: 'config', mountPath: CLOUD_CONFIG_FOLDER, readOnly: true }],
      texts: { 'cloud.conf': text },
    };
  }

  /** Its own port asks the API server who somebody is. */
  private createRequestAuthentication(name: string): void {
    new k8s.KubeRoleBinding(this, 'authentication', {
      metadata: { name: `${name}-authentication`, labels: { 'app.kubernetes.io/part-of': 'kubernetes' } },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'extension-apiserver-authentication-reader',
      },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'kube-system' }],
    });
  }
}

/** Controllers by the names that all versions take (k8s.io/cloud-provider/names). */
const CONTROLLERS = 'cloud-node,cloud-node-lifecycle';

/** Flags of k8s.io/cloud-provider. */
function usualArguments(
  cloud: string,
  name: string,
  port: number,
  { cloudName }: CloudControllerManagerProps,
): string[] {
  return [
    '--v=2',
    `--cloud-provider=${cloud}`,
    `--cloud-config=${CLOUD_CONFIG}`,
    `--cluster-name=${cloudName}`,
    `--controllers=${CONTROLLERS}`,
    '--use-service-account-credentials=false',
    '--configure-cloud-routes=false',
    '--allocate-node-cidrs=false',
    `--leader-elect-resource-name=${name}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
  ];
}

/** Flags of cloud-provider-alibaba-cloud, pkg/config. */
function alicloudArguments(name: string, port: number): string[] {
  return [
    `--cloud-config=${CLOUD_CONFIG}`,
    '--controllers=node',
    '--configure-cloud-routes=false',
    '--allocate-node-cidrs=false',
    // Which addresses hosts may send from is a matter of the network, not of who joins.
    '--skip-disable-source-dest-check=true',
    `--leader-elect-resource-name=${name}`,
    '--metrics-bind-addr=0',
    '--pprof-bind-addr=0',
    `--health-probe-bind-addr=127.0.0.1:${port}`,
  ];
}

/**
 * With a network, a subnet and a cluster in it, it does not look for itself among the instances (pkg/providers/v1/aws.go,
 * newAWSCloud2), so it runs anywhere. Only balancers and routes use the network, and it has no controllers for them.
 */
function awsConfig(region: string, cloudName: string): string {
  return ['[Global]', `Region=${region}`, 'VPC=none', 'SubnetID=none', `KubernetesClusterID=${cloudName}`, ''].join(
    '\n',
  );
}

/**
 * What controllers of nodes do: upstream's roles (examples/existing-cluster/base/cluster-role.yaml of cloud-provider-aws,
 * manifests/controller-manager/cloud-controller-manager-roles.yaml of cloud-provider-openstack) without the parts for Services,
 * routes and volumes.
 */
const RULES: readonly k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'update'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'update', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch', 'update'] },
];

/**
 * - AWS: docs/prerequisites.md of cloud-provider-aws, what controllers of nodes call (pkg/providers/v1/instances_v2.go)
 * - Alibaba Cloud: docs/examples/master.policy of cloud-provider-alibaba-cloud, the same
 * - OpenStack: an application credential has the rights of its user; `reader` in the project is enough to look at servers
 */
const PERMISSIONS: Record<CloudAccount['cloud'], readonly PermissionStatement[]> = {
  aws: [
    {
      actions: [
        'ec2:DescribeInstances',
        'ec2:DescribeRegions',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstanceTopology',
      ],
      resources: ['*'],
    },
  ],
  alicloud: [{ actions: ['ecs:Describe*'], resources: ['*'] }],
  openstack: [],
};
