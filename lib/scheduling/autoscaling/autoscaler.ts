import { Lazy } from 'cdk8s';
import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { CloudAccount } from '../cloud/account';
import { CloudPermission } from '../cloud/permission';
import { ClusterChart } from '../cluster-chart';
import type { ICluster } from '../cluster-interface';
import { CLUSTER_AUTOSCALER, releaseFor } from '../compatibility/add-ons';
import { ControlPlaneProgram, localProbe } from '../control-plane-program';
import { apiVariables } from '../node-agent';
import { AUTOSCALER_RULES, statusRules } from './access';
import { ownerTag } from './known-clouds';
import type { KnownCloud } from './known-clouds';
import type { ScalingGroup } from './scaling-group';

/** How pools grow and shrink. */
export interface AutoscalingOptions {
  /**
   * Which of several pools that would do grows: the one in which least stays unused, in which most pods find room, or any.
   * @default 'least-waste'
   */
  readonly expander?: 'least-waste' | 'most-pods' | 'random';
  /** How long a node is not needed before it goes. @default Duration.minutes(10) */
  readonly unneededTime?: Duration;
}

export interface AutoscalerProps {
  readonly cluster: ICluster;
  readonly api: { readonly host: string; readonly port: number };
  readonly account: CloudAccount;
  readonly cloud: KnownCloud;
  /** `--cloud-provider` */
  readonly cloudProvider: string;
  /** Name of the cluster that is unique with the provider. */
  readonly cloudName: string;
  /** `1.36` */
  readonly minor: string;
  readonly masters: number;
  /** How many others the cluster has: no two share a port of their host. */
  readonly others: number;
  /** Read once the tree is complete. */
  readonly groups: () => readonly ScalingGroup[];
  readonly options: AutoscalingOptions;
}

/** Its port is 8085 otherwise, which other programs on hosts have as well. */
const FIRST_PORT = 29_660;

/** The cluster autoscaler for pools on one site: it makes machines for pods that find no room, and takes away those that are empty. */
export class Autoscaler extends ClusterChart {
  public constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id, { cluster: props.cluster, namespace: 'kube-system' });
    const { account, api, cloud, cloudName, minor, masters, others } = props;
    const name = `cluster-autoscaler-${account.site.siteName}`;
    const { image, version } = releaseFor(CLUSTER_AUTOSCALER, minor);
    const port = FIRST_PORT + others;
    const use = account.use(this, `${name}-account`);
    new ControlPlaneProgram(this, {
      name,
      program: 'cluster-autoscaler',
      component: 'autoscaling',
      version: version.slice(1),
      replicas: Math.max(1, Math.min(2, masters)),
      rules: AUTOSCALER_RULES,
      ownRules: statusRules(`${name}-status`),
      container: {
        image,
        command: ['./cluster-autoscaler'],
        args: Lazy.any({ produce: () => autoscalerArguments(name, port, props) }) as string[],
        env: [...apiVariables(api), ...use.env],
        livenessProbe: localProbe('/health-check', port, 'HTTP'),
      },
      port,
      memory: '600Mi',
      texts: use.texts,
    });
    new CloudPermission(this, 'permission', {
      site: account.site,
      program: 'cluster-autoscaler',
      holder: account.holder,
      statements: cloud.permissions(cloudName, account.region),
    });
  }
}

/** Flags of cluster-autoscaler/config/flags/flags.go. */
function autoscalerArguments(name: string, port: number, props: AutoscalerProps): string[] {
  const { cloud, cloudName, cloudProvider, groups, options } = props;
  const { expander = 'least-waste', unneededTime } = options;
  return [
    '--v=2',
    `--cloud-provider=${cloudProvider}`,
    `--cluster-name=${cloudName}`,
    '--namespace=kube-system',
    `--address=127.0.0.1:${port}`,
    `--leader-elect-resource-name=${name}`,
    `--status-config-map-name=${name}-status`,
    `--expander=${expander}`,
    // Most pods have a temporary folder; it goes with them anyway.
    '--skip-nodes-with-local-storage=false',
    ...(unneededTime === undefined ? [] : [`--scale-down-unneeded-time=${unneededTime.toSeconds()}s`]),
    ...(cloud.discovery === 'tags'
      ? [`--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,${ownerTag(cloudName)}`]
      : groups().map(({ machines, groupId }) => `--nodes=${machines.min}:${machines.max}:${groupId}`)),
  ];
}
