import { k8s } from 'cdk8s-plus-27';
import type { ClusterChart } from '../../cluster-chart';
import { CILIUM } from '../../compatibility/pod-networks';
import { apiVariables, fieldVariable } from '../../node-agent';
import type { PodNetworkContext } from '../plugin';
import { CONFIG } from './config';
import { OPERATOR_NAMESPACE_RULES, OPERATOR_RULES } from './operator-access';

export interface OperatorProps {
  readonly context: PodNetworkContext;
  readonly namespace: string;
  /** Changes with the settings, so that pods start again with the new ones. */
  readonly configChecksum: string;
}

const NAME = 'cilium-operator';
const HEALTH_PORT = 9234;
const SELECTOR = { 'io.cilium/app': 'operator', name: NAME };
const LABELS = {
  'app.kubernetes.io/name': NAME,
  'app.kubernetes.io/component': 'pod-network',
  'app.kubernetes.io/part-of': 'kubernetes',
};

/** Makes the operator: one where the control plane has one host, else two, of which one works. */
export function createOperator(chart: ClusterChart, { context, namespace, configChecksum }: OperatorProps): void {
  createAccess(chart, namespace);
  const replicas = context.masters > 1 ? 2 : 1;
  const metadata = { name: NAME, namespace, labels: { ...LABELS, 'app.kubernetes.io/version': CILIUM.version } };
  new k8s.KubeDeployment(chart, 'operator', {
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: SELECTOR },
      // Two cannot be on one host: a new one takes the place of an old one.
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: {
          maxSurge: k8s.IntOrString.fromNumber(0),
          maxUnavailable: k8s.IntOrString.fromNumber(1),
        },
      },
      template: {
        metadata: { labels: { ...LABELS, ...SELECTOR }, annotations: { 'checksum/config': configChecksum } },
        spec: podSpec(context),
      },
    },
  });
  if (replicas > 1)
    new k8s.KubePodDisruptionBudget(chart, 'operator-disruption-budget', {
      metadata: { name: NAME, namespace, labels: LABELS },
      spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: SELECTOR } },
    });
}

function createAccess(chart: ClusterChart, namespace: string): void {
  const metadata = { name: NAME, labels: LABELS };
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace }];
  const apiGroup = 'rbac.authorization.k8s.io';
  new k8s.KubeServiceAccount(chart, 'operator-account', { metadata: { ...metadata, namespace } });
  new k8s.KubeClusterRole(chart, 'operator-role', { metadata, rules: [...OPERATOR_RULES] });
  new k8s.KubeClusterRoleBinding(chart, 'operator-binding', {
    metadata,
    roleRef: { apiGroup, kind: 'ClusterRole', name: NAME },
    subjects,
  });
  new k8s.KubeRole(chart, 'operator-namespace-role', {
    metadata: { ...metadata, namespace },
    rules: [...OPERATOR_NAMESPACE_RULES],
  });
  new k8s.KubeRoleBinding(chart, 'operator-namespace-binding', {
    metadata: { ...metadata, namespace },
    roleRef: { apiGroup, kind: 'Role', name: NAME },
    subjects,
  });
}

function podSpec({ api }: PodNetworkContext): k8s.PodSpec {
  const tolerated = [
    'node-role.kubernetes.io/control-plane',
    'node.kubernetes.io/not-ready',
    'node.cloudprovider.kubernetes.io/uninitialized',
    'node.cilium.io/agent-not-ready',
  ];
  return {
    hostNetwork: true,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    priorityClassName: 'system-cluster-critical',
    serviceAccountName: NAME,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    tolerations: tolerated.map((key) => ({ key, operator: 'Exists' })),
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: SELECTOR }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
    containers: [
      {
        name: NAME,
        image: CILIUM.images.operator,
        command: ['cilium-operator-generic', '--config-dir=/tmp/cilium/config-map'],
        env: [
          fieldVariable('K8S_NODE_NAME', 'spec.nodeName'),
          fieldVariable('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
          ...apiVariables(api),
        ],
        ports: [{ name: 'health', containerPort: HEALTH_PORT, hostPort: HEALTH_PORT }],
        livenessProbe: { ...probe(), initialDelaySeconds: 60, periodSeconds: 10 },
        readinessProbe: { ...probe(), periodSeconds: 5, failureThreshold: 5 },
        resources: { requests: { cpu: k8s.Quantity.fromString('50m'), memory: k8s.Quantity.fromString('128Mi') } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'config', mountPath: '/tmp/cilium/config-map', readOnly: true }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: CONFIG } }],
  };
}

/** It answers on the loopback of its host alone. */
function probe(): k8s.Probe {
  return {
    httpGet: { host: '127.0.0.1', path: '/healthz', port: k8s.IntOrString.fromString('health') },
    timeoutSeconds: 3,
  };
}
