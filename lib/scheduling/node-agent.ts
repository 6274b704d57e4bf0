import { createHash } from 'node:crypto';
import type { ApiObjectProps } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { ClusterChart } from './cluster-chart';

export interface NodeAgentProps {
  /** Name of all its objects. */
  readonly name: string;
  /** `pod-network`, `service-proxy`. */
  readonly component: string;
  readonly namespace: string;
  readonly version: string;
  /** Rules of a role of its own, or the name of a role that Kubernetes has. */
  readonly role: readonly k8s.PolicyRule[] | string;
  /** Its settings. */
  readonly config: AgentConfig;
  readonly pod: Pick<
    k8s.PodSpec,
    'containers' | 'initContainers' | 'volumes' | 'hostPid' | 'terminationGracePeriodSeconds'
  >;
  /** Without the filters for system calls and mounts that containers have by default. @default false */
  readonly unconfined?: boolean;
  /** Labels of its pods by which other programs look for them. @default - none */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** Texts by file name. */
export interface AgentConfig {
  /** Name of the ConfigMap, and of the Secret where there is one. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Files with keys in them. @default - none */
  readonly secretFiles?: Readonly<Record<string, string>>;
}

/**
 * A program that every node needs before pods can reach anything: it runs in the host's network, on nodes with any taint,
 * and is the last to be evicted.
 */
export class NodeAgent {
  public readonly labels: Readonly<Record<string, string>>;

  public constructor(
    private readonly chart: ClusterChart,
    private readonly props: NodeAgentProps,
  ) {
    this.labels = {
      'app.kubernetes.io/name': props.name,
      'app.kubernetes.io/component': props.component,
      'app.kubernetes.io/part-of': 'kubernetes',
    };
    this.createAccount();
    this.createConfig();
    this.createDaemonSet();
  }

  private createAccount(): void {
    const { name, namespace, role } = this.props;
    const metadata = { name, labels: { ...this.labels } };
    new k8s.KubeServiceAccount(this.chart, 'account', { metadata: { ...metadata, namespace } });
    if (typeof role !== 'string') new k8s.KubeClusterRole(this.chart, 'role', { metadata, rules: [...role] });
    new k8s.KubeClusterRoleBinding(this.chart, 'binding', {
      metadata: { ...metadata, name: typeof role === 'string' ? `altostratus:${name}` : name },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: typeof role === 'string' ? role : name,
      },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }

  private createConfig(): void {
    const { namespace, config } = this.props;
    new k8s.KubeConfigMap(this.chart, 'config', {
      metadata: { name: config.name, namespace, labels: { ...this.labels } },
      data: { ...config.files },
    });
    if (config.secretFiles !== undefined)
      new k8s.KubeSecret(this.chart, 'secret-config', {
        metadata: { name: config.name, namespace, labels: { ...this.labels } },
        stringData: { ...config.secretFiles },
      });
  }

  private createDaemonSet(): void {
    const { name, namespace, version, config, pod, podLabels } = this.props;
    const annotations = { 'checksum/config': checksum({ ...config.files, ...config.secretFiles }) };
    const selector = { 'app.kubernetes.io/name': name };
    const manifest = k8s.KubeDaemonSet.manifest({
      metadata: { name, namespace, labels: { ...this.labels, 'app.kubernetes.io/version': version } },
      spec: {
        selector: { matchLabels: selector },
        // Nodes stay as they are while it starts again, so several may do so at a time.
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') } },
        template: {
          metadata: { labels: { ...this.labels, ...podLabels }, annotations },
          spec: {
            hostNetwork: true,
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            priorityClassName: 'system-node-critical',
            serviceAccountName: name,
            tolerations: [{ operator: 'Exists' }],
            ...pod,
          },
        },
      },
    }) as DaemonSetManifest;
    // The typed class is of a time when AppArmor was set by annotations, and drops what it does not know.
    if (this.props.unconfined === true) manifest.spec.template.spec['securityContext'] = UNCONFINED;
    this.chart.object('agent', manifest);
  }
}

/** The part of the rendered object that is completed. */
interface DaemonSetManifest extends ApiObjectProps {
  readonly spec: { readonly template: { readonly spec: Record<string, unknown> } };
}

const UNCONFINED = { appArmorProfile: { type: 'Unconfined' }, seccompProfile: { type: 'Unconfined' } };

/** Changes with the settings, so that pods start again with the new ones. */
export function checksum(files: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
}

/** A kubeconfig for a pod that cannot use the Service of the API server, because it is what makes Services work. */
export function podKubeconfig(apiUrl: string): Readonly<Record<string, unknown>> {
  const account = '/var/run/secrets/kubernetes.io/serviceaccount';
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'default',
    clusters: [{ name: 'default', cluster: { server: apiUrl, 'certificate-authority': `${account}/ca.crt` } }],
    users: [{ name: 'default', user: { tokenFile: `${account}/token` } }],
    contexts: [{ name: 'default', context: { cluster: 'default', user: 'default' } }],
  };
}

/** An environment variable with a field of the pod. */
export function fieldVariable(name: string, fieldPath: string): k8s.EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** Where the API server is, for a program that takes its address from the environment as pods have it. */
export function apiVariables({ host, port }: { readonly host: string; readonly port: number }): k8s.EnvVar[] {
  return [
    { name: 'KUBERNETES_SERVICE_HOST', value: host },
    { name: 'KUBERNETES_SERVICE_PORT', value: String(port) },
  ];
}
