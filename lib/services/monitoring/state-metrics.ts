import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { apiServer, podsWith, port } from '../network-rules';
import type { Component, ServiceChart } from '../service-chart';
import { httpProbe, resources } from '../workload';
import { MONITORING_PORTS } from './ports';

const NAME = 'kube-state-metrics';

/** Source: github.com/kubernetes/kube-state-metrics, v2.20.0, made for Kubernetes 1.36. */
const IMAGE = 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0';
const USER = 65_534;

/** What it counts, by API group. Secrets and ConfigMaps are not among it: who may list them may read them. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  '': [
    'limitranges',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'persistentvolumes',
    'pods',
    'resourcequotas',
    'services',
  ],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'coordination.k8s.io': ['leases'],
  'networking.k8s.io': ['ingresses'],
  policy: ['poddisruptionbudgets'],
  'storage.k8s.io': ['storageclasses'],
};

/** The state of the cluster's objects as measurements. One is enough: what it tells it reads anew when it starts. */
export class StateMetrics extends PlatformConstruct {
  public constructor(scope: Construct, id: string, chart: ServiceChart) {
    super(scope, id);
    const component = chart.component(NAME, 'exporter');
    grant(chart, component);
    chart.deployment(component, {
      pod: {
        serviceAccountName: NAME,
        automountServiceAccountToken: true,
        securityContext: { runAsUser: USER, runAsGroup: USER },
        containers: [container()],
      },
    });
    chart.allow(component, {
      ingress: [
        {
          from: [podsWith({ 'app.kubernetes.io/part-of': chart.namespaceName })],
          ports: [port(MONITORING_PORTS.stateMetrics)],
        },
      ],
      egress: [apiServer()],
    });
  }
}

function grant(chart: ServiceChart, { labels }: Component): void {
  const name = `${chart.namespaceName}-${NAME}`;
  new k8s.KubeServiceAccount(chart, `service-account-${NAME}`, { metadata: { name: NAME, labels } });
  new k8s.KubeClusterRole(chart, `cluster-role-${NAME}`, {
    metadata: { name, labels },
    rules: Object.entries(RESOURCES).map(([group, resources]) => ({
      apiGroups: [group],
      resources: [...resources],
      verbs: ['list', 'watch'],
    })),
  });
  new k8s.KubeClusterRoleBinding(chart, `cluster-role-binding-${NAME}`, {
    metadata: { name, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: chart.namespaceName }],
  });
}

function container(): k8s.Container {
  return {
    name: NAME,
    image: IMAGE,
    args: [`--resources=${Object.values(RESOURCES).flat().sort().join(',')}`],
    ports: [
      { name: 'http', containerPort: MONITORING_PORTS.stateMetrics },
      { name: 'telemetry', containerPort: MONITORING_PORTS.stateTelemetry },
    ],
    resources: resources('20m', '256Mi'),
    readinessProbe: httpProbe('/readyz', 'telemetry'),
    livenessProbe: { ...httpProbe('/livez', 'http'), periodSeconds: 20 },
  };
}
