import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { podsOf } from './demand';
import { PORT_NAME, podSpec } from './pod';
import type { PodSource } from './pod';

/** What the objects of one component are made from. */
export interface WorkloadSource extends PodSource {
  /** Name of all its objects. */
  readonly name: string;
  /** Labels of its objects; the selector is part of them. */
  readonly labels: Record<string, string>;
}

/** Pods that run all the time, and how many of them may be away at once. */
export function createDeployment(scope: Construct, source: WorkloadSource): void {
  const { name, component, selector, labels } = source;
  const replicas = podsOf(component);
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata: { name, labels },
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(0), maxSurge: k8s.IntOrString.fromNumber(1) },
      },
      template: podTemplate(source),
    },
  });
  if (replicas < 2) return;
  new k8s.KubePodDisruptionBudget(scope, 'disruption-budget', {
    metadata: { name, labels },
    spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: selector } },
  });
}

/** Where a server is reached within its environment: under its name, at its own port. */
export function createService(scope: Construct, { name, selector, labels }: WorkloadSource, port: number): void {
  new k8s.KubeService(scope, 'service', {
    metadata: { name, labels },
    spec: {
      selector,
      ports: [{ name: PORT_NAME, port, targetPort: k8s.IntOrString.fromString(PORT_NAME) }],
    },
  });
}

/** Pods that run at certain times, never two at once. */
export function createCronJob(scope: Construct, source: WorkloadSource, schedule: string): void {
  const { name, component, labels } = source;
  const template = podTemplate(source);
  new k8s.KubeCronJob(scope, 'cron-job', {
    metadata: { name, labels },
    spec: {
      schedule,
      timeZone: component.timeZone ?? 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: podLabels(source) },
        spec: {
          backoffLimit: 2,
          template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } as k8s.PodSpec },
        },
      },
    },
  });
}

/** Who its pods are; no token of the API server is mounted. */
export function createServiceAccount(scope: Construct, { serviceAccount, labels }: WorkloadSource): void {
  new k8s.KubeServiceAccount(scope, 'service-account', {
    metadata: { name: serviceAccount, labels },
    automountServiceAccountToken: false,
  });
}

/** Secret environment variables, where there are any. */
export function createSecret(scope: Construct, { secretName, equipment, labels }: WorkloadSource): void {
  if (Object.keys(equipment.secretEnvironment).length === 0) return;
  new k8s.KubeSecret(scope, 'secret', {
    metadata: { name: secretName, labels },
    stringData: { ...equipment.secretEnvironment },
  });
}

function podTemplate(source: WorkloadSource): k8s.PodTemplateSpec {
  const { podAnnotations } = source.equipment;
  const annotations = Object.keys(podAnnotations).length > 0 && { annotations: { ...podAnnotations } };
  return { metadata: { labels: podLabels(source), ...annotations }, spec: podSpec(source) };
}

/** What a service wants of the pods never hides what they are. */
function podLabels({ labels, equipment }: WorkloadSource): Record<string, string> {
  return { ...equipment.podLabels, ...labels };
}
