import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ClusterChart } from '../scheduling/cluster-chart';
import type { ICluster } from '../scheduling/cluster-interface';
import { denyAll } from './network-rules';
import { claimTemplate, requireStorage } from './storage/storage-claim';
import type { StorageClaim } from './storage/storage-claim';
import { checksum, hardened } from './workload';

/** Levels of kubernetes.io/docs/concepts/security/pod-security-standards. */
export type PodSecurity = 'restricted' | 'baseline' | 'privileged';

export interface ServiceChartProps {
  readonly cluster: ICluster;
  readonly namespace: string;
  /**
   * What pods of the namespace may do.
   * @default - the namespace is not made here, and nothing is said about it
   */
  readonly security?: PodSecurity;
  /** The service that the objects are part of. @default - named as the namespace */
  readonly service?: string;
}

/** One program of a service: by what its objects and pods are known. */
export interface Component {
  /** Name of its workload. */
  readonly name: string;
  readonly labels: Record<string, string>;
  /** The labels that never change. */
  readonly selector: Record<string, string>;
}

/** A text, or how to make it once the tree is complete. */
export type Text = string | (() => string);

/** Files of a ConfigMap, or values of a Secret, by name; or how to make all of them once the tree is complete. */
export type Texts = Readonly<Record<string, Text>> | (() => Readonly<Record<string, string>>);

/** A ConfigMap or Secret that pods read when they start. */
export interface StartFiles {
  readonly name: string;
  readonly texts: Texts;
}

export interface WorkloadProps {
  /** Rights are taken away as `hardened` says. */
  readonly pod: k8s.PodSpec;
  /** @default 1 */
  readonly replicas?: number;
  /** Pods are made anew when one of these changes. @default - none */
  readonly reads?: readonly StartFiles[];
}

export interface DeploymentProps extends WorkloadProps {
  /** Stop the old pod before a new one starts. @default false */
  readonly recreate?: boolean;
}

export interface StatefulSetProps extends WorkloadProps {
  /** Name of the Service that gives each pod a name of its own. */
  readonly serviceName: string;
  /** Storage that each pod has for itself, by name of the volume. */
  readonly claims: Readonly<Record<string, StorageClaim>>;
}

/** The objects of a service in one namespace. Pods there talk to nobody and are reached by nobody unless a policy says so. */
export class ServiceChart extends ClusterChart {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceChartProps,
  ) {
    const { cluster, namespace, security } = props;
    super(scope, id, { cluster, namespace, labels: { 'app.kubernetes.io/part-of': props.service ?? namespace } });
    if (security === undefined) return;
    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name: namespace,
        labels: {
          'pod-security.kubernetes.io/enforce': security,
          'pod-security.kubernetes.io/audit': security,
          'pod-security.kubernetes.io/warn': security,
        },
      },
    });
    denyAll(this);
  }

  public get namespaceName(): string {
    return this.props.namespace;
  }

  /** Name of a Service of this chart in the DNS of its cluster. */
  public serviceHost(service: string): string {
    return `${service}.${this.props.namespace}.svc.${this.cluster.dnsDomain}`;
  }

  /**
   * @param program what runs: `opensearch`
   * @param role what it does here: `store`
   * @param name name of its workload; that of the program where nothing is said
   */
  public component(program: string, role: string, name = program): Component {
    const selector = {
      'app.kubernetes.io/instance': name,
      'app.kubernetes.io/part-of': this.props.service ?? this.props.namespace,
    };
    return {
      name,
      labels: { 'app.kubernetes.io/name': program, 'app.kubernetes.io/component': role, ...selector },
      selector,
    };
  }

  public configMap({ labels }: Component, name: string, texts: Texts): StartFiles {
    new k8s.KubeConfigMap(this, `config-map-${name}`, { metadata: { name, labels }, data: late(texts) });
    return { name, texts };
  }

  /** @param type of the object; `Opaque` where nothing is said */
  public secret({ labels }: Component, name: string, texts: Texts, type?: string): StartFiles {
    new k8s.KubeSecret(this, `secret-${name}`, {
      metadata: { name, labels },
      stringData: late(texts),
      ...(type !== undefined && { type }),
    });
    return { name, texts };
  }

  public deployment(component: Component, props: DeploymentProps): void {
    const { name, labels, selector } = component;
    const { replicas = 1, recreate = false } = props;
    new k8s.KubeDeployment(this, `deployment-${name}`, {
      metadata: { name, labels },
      spec: {
        replicas,
        selector: { matchLabels: selector },
        strategy: recreate ? { type: 'Recreate' } : rolling(),
        revisionHistoryLimit: 3,
        template: template(component, props),
      },
    });
    this.disruptionBudget(component, replicas);
  }

  public statefulSet(component: Component, props: StatefulSetProps): void {
    const { name, labels, selector } = component;
    const { replicas = 1, serviceName, claims } = props;
    const set = new k8s.KubeStatefulSet(this, `stateful-set-${name}`, {
      metadata: { name, labels },
      spec: {
        replicas,
        serviceName,
        selector: { matchLabels: selector },
        podManagementPolicy: 'Parallel', // members look for each other while they start
        updateStrategy: { type: 'RollingUpdate' },
        revisionHistoryLimit: 3,
        template: template(component, props),
        volumeClaimTemplates: Object.entries(claims).map(([volume, claim]) => claimTemplate(volume, selector, claim)),
      },
    });
    for (const claim of Object.values(claims)) requireStorage(set, this.cluster, claim);
    this.disruptionBudget(component, replicas);
  }

  public daemonSet(component: Component, props: Omit<WorkloadProps, 'replicas'>): void {
    const { name, labels, selector } = component;
    new k8s.KubeDaemonSet(this, `daemon-set-${name}`, {
      metadata: { name, labels },
      spec: {
        selector: { matchLabels: selector },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') },
        },
        revisionHistoryLimit: 3,
        template: template(component, props),
      },
    });
  }

  /** A Service in front of the component's pods. @param name that of the component where nothing is said */
  public service(component: Component, spec: Omit<k8s.ServiceSpec, 'selector'>, name = component.name): void {
    const { labels, selector } = component;
    new k8s.KubeService(this, `service-${name}`, { metadata: { name, labels }, spec: { ...spec, selector } });
  }

  /** Opens ways to and from the component's pods; all others stay closed. */
  public allow(
    { name, labels, selector }: Component,
    { ingress, egress }: Pick<k8s.NetworkPolicySpec, 'ingress' | 'egress'>,
  ): void {
    new k8s.KubeNetworkPolicy(this, `network-policy-${name}`, {
      metadata: { name, labels },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
        ...(ingress && { ingress }),
        ...(egress && { egress }),
      },
    });
  }

  private disruptionBudget({ name, labels, selector }: Component, replicas: number): void {
    if (replicas < 2) return; // one of one can never be spared: nodes could not be drained
    new k8s.KubePodDisruptionBudget(this, `disruption-budget-${name}`, {
      metadata: { name, labels },
      spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: selector } },
    });
  }
}

/** Annotation that changes, and the pods with it, when something does that they read at their start. */
const CHECKSUM = 'altostratus.dev/checksum';

function template({ labels }: Component, { pod, reads = [] }: WorkloadProps): k8s.PodTemplateSpec {
  const texts = () => Object.assign({}, ...reads.map(({ name, texts }) => ({ [name]: now(texts) }))) as object;
  const annotations = { [CHECKSUM]: Lazy.any({ produce: () => checksum(texts()) }) as string };
  return { metadata: { labels, ...(reads.length > 0 && { annotations }) }, spec: hardened(pod) };
}

function now(texts: Texts): Readonly<Record<string, string>> {
  if (typeof texts === 'function') return texts();
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, typeof text === 'function' ? text() : text]),
  );
}

function late(texts: Texts): Record<string, string> {
  return Lazy.any({ produce: () => now(texts) }) as Record<string, string>;
}

function rolling(): k8s.DeploymentStrategy {
  return {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
  };
}
