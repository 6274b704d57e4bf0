import { k8s } from 'cdk8s-plus-27';
import type { ClusterChart } from './cluster-chart';
import { checksum } from './node-agent';

export interface ControlPlaneProgramProps {
  /** Name of all its objects. */
  readonly name: string;
  /** Its program, where several of it run: `cluster-autoscaler`. */
  readonly program: string;
  /** `cloud`, `autoscaling`. */
  readonly component: string;
  readonly version: string;
  /** One for each host of the control plane, at most two. */
  readonly replicas: number;
  /** What it may do in the whole cluster. */
  readonly rules: readonly k8s.PolicyRule[];
  /** What it may do in its own namespace beside electing a leader. @default - nothing */
  readonly ownRules?: readonly k8s.PolicyRule[];
  readonly container: Pick<k8s.Container, 'image' | 'command' | 'args' | 'env' | 'volumeMounts' | 'livenessProbe'>;
  /** @default - none */
  readonly volumes?: readonly k8s.Volume[];
  /** Port on 127.0.0.1 that its health is asked at; no other program on the host has it. */
  readonly port: number;
  readonly memory: string;
  /** Its pods start anew when these change. @default - none */
  readonly texts?: Readonly<Record<string, string>>;
  /** @default 65532 */
  readonly user?: number;
}

const NAMESPACE = 'kube-system';

/**
 * A program that looks after the cluster itself: on hosts of the control plane with their network, so that it needs neither
 * Services nor other nodes and has the role of the instance; one of its pods at a time does the work.
 */
export class ControlPlaneProgram {
  private readonly labels: Record<string, string>;

  public constructor(
    private readonly chart: ClusterChart,
    private readonly props: ControlPlaneProgramProps,
  ) {
    this.labels = {
      'app.kubernetes.io/name': props.program,
      'app.kubernetes.io/instance': props.name,
      'app.kubernetes.io/component': props.component,
      'app.kubernetes.io/part-of': 'kubernetes',
    };
    this.createAccess();
    this.createDeployment();
    if (props.replicas > 1) this.createDisruptionBudget();
  }

  private createAccess(): void {
    const { name, rules, ownRules = [] } = this.props;
    const metadata = { name, labels: this.labels };
    const subjects = [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }];
    const apiGroup = 'rbac.authorization.k8s.io';
    new k8s.KubeServiceAccount(this.chart, 'service-account', { metadata: { ...metadata, namespace: NAMESPACE } });
    new k8s.KubeClusterRole(this.chart, 'cluster-role', { metadata, rules: [...rules] });
    new k8s.KubeClusterRoleBinding(this.chart, 'cluster-role-binding', {
      metadata,
      roleRef: { apiGroup, kind: 'ClusterRole', name },
      subjects,
    });
    new k8s.KubeRole(this.chart, 'role', {
      metadata: { ...metadata, namespace: NAMESPACE },
      rules: [
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [name], verbs: ['get', 'update'] },
        ...ownRules,
      ],
    });
    new k8s.KubeRoleBinding(this.chart, 'role-binding', {
      metadata: { ...metadata, namespace: NAMESPACE },
      roleRef: { apiGroup, kind: 'Role', name },
      subjects,
    });
  }

  private createDeployment(): void {
    const { name, version, replicas, container, port, memory, volumes = [], texts = {}, user = 65_532 } = this.props;
    const selector = { 'app.kubernetes.io/instance': name };
    new k8s.KubeDeployment(this.chart, 'deployment', {
      metadata: { name, namespace: NAMESPACE, labels: { ...this.labels, 'app.kubernetes.io/version': version } },
      spec: {
        replicas,
        selector: { matchLabels: selector },
        // A new pod finds no host while old ones have the port.
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(0), maxUnavailable: k8s.IntOrString.fromNumber(1) },
        },
        revisionHistoryLimit: 3,
        template: {
          metadata: { labels: this.labels, annotations: { 'checksum/config': checksum(texts) } },
          spec: {
            hostNetwork: true,
            dnsPolicy: 'Default',
            enableServiceLinks: false,
            priorityClassName: 'system-cluster-critical',
            serviceAccountName: name,
            nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
            tolerations: TOLERATIONS,
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'kubernetes.io/hostname',
                whenUnsatisfiable: 'DoNotSchedule',
                labelSelector: { matchLabels: selector },
              },
            ],
            securityContext: {
              runAsNonRoot: true,
              runAsUser: user,
              runAsGroup: user,
              fsGroup: user,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            volumes: [...volumes],
            containers: [
              {
                name: this.props.program,
                imagePullPolicy: 'IfNotPresent',
                ...container,
                ports: [{ name: 'health', containerPort: port, hostPort: port }],
                resources: {
                  requests: { cpu: k8s.Quantity.fromString('50m'), memory: k8s.Quantity.fromString(memory) },
                  limits: { memory: k8s.Quantity.fromString(memory) },
                },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
              },
            ],
          },
        },
      },
    });
  }

  private createDisruptionBudget(): void {
    const { name } = this.props;
    new k8s.KubePodDisruptionBudget(this.chart, 'disruption-budget', {
      metadata: { name, namespace: NAMESPACE, labels: this.labels },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        selector: { matchLabels: { 'app.kubernetes.io/instance': name } },
      },
    });
  }
}

/** It starts before nodes are ready and initialized: it is what initializes them. */
const TOLERATIONS: k8s.Toleration[] = [
  { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.cloudprovider.kubernetes.io/uninitialized', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoSchedule' },
];

/** Asks a path of a port on the host itself. */
export function localProbe(path: string, port: number, scheme: 'HTTP' | 'HTTPS'): k8s.Probe {
  return {
    httpGet: { host: '127.0.0.1', path, port: k8s.IntOrString.fromNumber(port), scheme },
    initialDelaySeconds: 30,
    periodSeconds: 20,
    timeoutSeconds: 10,
    failureThreshold: 5,
  };
}
