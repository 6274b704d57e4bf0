import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { apiServer, nodesOf, port } from '../network-rules';
import type { Component, ServiceChart } from '../service-chart';
import { emptyFolder, httpProbe, resources, spread } from '../workload';
import { MONITORING_PORTS } from './ports';

const NAME = 'metrics-server';

/** Source: github.com/kubernetes-sigs/metrics-server, v0.8.1: Kubernetes 1.31 and newer. */
const IMAGE = 'registry.k8s.io/metrics-server/metrics-server:v0.8.1';
const USER = 1000;
const RBAC = 'rbac.authorization.k8s.io';

/** What `kubectl top` and autoscalers of pods ask: metrics-server, behind the API server. */
export class MetricsServer extends PlatformConstruct {
  public constructor(scope: Construct, id: string, chart: ServiceChart) {
    super(scope, id);
    const component = chart.component(NAME, 'api');
    grant(chart, component);
    chart.deployment(component, {
      replicas: 2,
      pod: {
        serviceAccountName: NAME,
        automountServiceAccountToken: true,
        priorityClassName: 'system-cluster-critical',
        securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
        topologySpreadConstraints: spread(component.selector, 'if-possible'),
        volumes: [emptyFolder('tmp', '16Mi')],
        containers: [container()],
      },
    });
    chart.service(component, {
      ports: [{ name: 'https', port: 443, targetPort: k8s.IntOrString.fromString('https') }],
    });
    publish(chart, component);
    openWays(chart, component);
  }
}

/**
 * The API server does not verify the certificate, which each pod makes for itself: as the project's own manifest has it.
 * What passes there are measurements; who may ask for them the API server has decided before.
 */
function publish(chart: ServiceChart, { labels }: Component): void {
  new k8s.KubeApiService(chart, 'api-service-metrics', {
    metadata: { name: 'v1beta1.metrics.k8s.io', labels },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTlsVerify: true,
      service: { name: NAME, namespace: chart.namespaceName },
    },
  });
}

/** Source: manifests/base/rbac.yaml of the project. */
function grant(chart: ServiceChart, { labels }: Component): void {
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace: chart.namespaceName }];
  const binding = (id: string, name: string, role: string) =>
    new k8s.KubeClusterRoleBinding(chart, id, {
      metadata: { name, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects,
    });
  new k8s.KubeServiceAccount(chart, `service-account-${NAME}`, { metadata: { name: NAME, labels } });
  new k8s.KubeClusterRole(chart, 'cluster-role-metrics-reader', {
    metadata: {
      name: 'system:aggregated-metrics-reader',
      labels: {
        ...labels,
        'rbac.authorization.k8s.io/aggregate-to-view': 'true',
        'rbac.authorization.k8s.io/aggregate-to-edit': 'true',
        'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
      },
    },
    rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
  });
  new k8s.KubeClusterRole(chart, `cluster-role-${NAME}`, {
    metadata: { name: `system:${NAME}`, labels },
    rules: [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ],
  });
  binding(`cluster-role-binding-${NAME}`, `system:${NAME}`, `system:${NAME}`);
  binding(`cluster-role-binding-delegator`, `${NAME}:system:auth-delegator`, 'system:auth-delegator');
  new k8s.KubeRoleBinding(chart, `role-binding-${NAME}`, {
    metadata: { name: `${NAME}-auth-reader`, namespace: 'kube-system', labels },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
    subjects,
  });
}

function openWays(chart: ServiceChart, component: Component): void {
  const nodes = nodesOf(chart.cluster);
  chart.allow(component, {
    ingress: [{ from: nodes, ports: [port(MONITORING_PORTS.metricsServer)] }],
    egress: [apiServer(), { to: nodes, ports: [port(MONITORING_PORTS.kubelet)] }],
  });
}

function container(): k8s.Container {
  return {
    name: NAME,
    image: IMAGE,
    args: [
      '--cert-dir=/tmp',
      `--secure-port=${MONITORING_PORTS.metricsServer}`,
      '--kubelet-preferred-address-types=InternalIP',
      '--kubelet-use-node-status-port',
      '--kubelet-certificate-authority=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
      '--metric-resolution=15s',
    ],
    ports: [{ name: 'https', containerPort: MONITORING_PORTS.metricsServer }],
    resources: resources('100m', '200Mi'),
    readinessProbe: { ...httpProbe('/readyz', 'https', 'HTTPS'), initialDelaySeconds: 20 },
    livenessProbe: { ...httpProbe('/livez', 'https', 'HTTPS'), periodSeconds: 20 },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}
