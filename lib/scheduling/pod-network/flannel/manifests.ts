import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ClusterChart } from '../../cluster-chart';
import { FLANNEL } from '../../compatibility/pod-networks';
import { apiVariables, fieldVariable, NodeAgent } from '../../node-agent';
import type { PodNetworkContext } from '../plugin';

export interface FlannelChartProps extends PodNetworkContext {
  /** The part `Backend` of its configuration. */
  readonly backend: Readonly<Record<string, unknown>>;
  /** Whether a key stands in it: then its configuration is a Secret. */
  readonly secret: boolean;
}

const NAMESPACE = 'kube-flannel';
const CONFIG = 'kube-flannel-cfg';
const NETWORK_FILE = 'net-conf.json';
const HEALTH_PORT = 8081;

/** flannel on every node (flannel-io/flannel v0.28, Documentation/kube-flannel.yml, configuration.md). */
export class FlannelChart extends ClusterChart {
  public constructor(scope: Construct, id: string, { cluster, api, backend, secret }: FlannelChartProps) {
    super(scope, id, { cluster, namespace: NAMESPACE });
    const network = text({ Network: cluster.podCidr.toString(), EnableNFTables: false, Backend: backend });
    const agent = new NodeAgent(this, {
      name: 'flannel',
      component: 'pod-network',
      namespace: NAMESPACE,
      version: FLANNEL.version,
      role: RULES,
      config: {
        name: CONFIG,
        files: { 'cni-conf.json': text(PLUGINS), ...(!secret && { [NETWORK_FILE]: network }) },
        ...(secret && { secretFiles: { [NETWORK_FILE]: network } }),
      },
      pod: { initContainers: initContainers(), containers: [container(api)], volumes: volumes(secret) },
    });
    this.createNamespace(agent.labels);
  }

  private createNamespace(labels: Readonly<Record<string, string>>): void {
    new k8s.KubeNamespace(this, 'namespace', {
      metadata: { name: NAMESPACE, labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
  }
}

const RULES: readonly k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
];

const PLUGINS = {
  name: 'cbr0',
  cniVersion: '0.3.1',
  plugins: [
    { type: 'flannel', delegate: { hairpinMode: true, isDefaultGateway: true } },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
};

function volumes(secret: boolean): k8s.Volume[] {
  // The copy on the host gets the same mode, and is for root alone (CIS 1.1.9).
  const defaultMode = 0o600;
  return [
    { name: 'run', hostPath: { path: '/run/flannel', type: 'DirectoryOrCreate' } },
    { name: 'plugins', hostPath: { path: '/opt/cni/bin', type: 'DirectoryOrCreate' } },
    { name: 'cni', hostPath: { path: '/etc/cni/net.d', type: 'DirectoryOrCreate' } },
    secret
      ? {
          name: 'config',
          projected: { defaultMode, sources: [{ configMap: { name: CONFIG } }, { secret: { name: CONFIG } }] },
        }
      : { name: 'config', configMap: { name: CONFIG, defaultMode } },
    { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
  ];
}

function text(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function initContainers(): k8s.Container[] {
  const securityContext: k8s.SecurityContext = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  };
  return [
    {
      name: 'install-plugin',
      image: FLANNEL.images.plugin,
      command: ['cp', '-f', '/flannel', '/opt/cni/bin/flannel'],
      securityContext,
      volumeMounts: [{ name: 'plugins', mountPath: '/opt/cni/bin' }],
    },
    {
      name: 'install-config',
      image: FLANNEL.images.agent,
      command: ['/opt/bin/install-conf', '/etc/kube-flannel/cni-conf.json', '/etc/cni/net.d/10-flannel.conflist'],
      securityContext,
      volumeMounts: [
        { name: 'cni', mountPath: '/etc/cni/net.d' },
        { name: 'config', mountPath: '/etc/kube-flannel', readOnly: true },
      ],
    },
  ];
}

function container(api: PodNetworkContext['api']): k8s.Container {
  const probe = (path: string): k8s.Probe => ({
    httpGet: { path, port: k8s.IntOrString.fromNumber(HEALTH_PORT) },
    initialDelaySeconds: 10,
    periodSeconds: 10,
  });
  return {
    name: 'flannel',
    image: FLANNEL.images.agent,
    // Hosts may have several interfaces: traffic between pods takes the one with the node's address.
    command: [
      '/opt/bin/flanneld',
      '--ip-masq',
      '--kube-subnet-mgr',
      '--iface=$(NODE_ADDRESS)',
      `--healthz-port=${HEALTH_PORT}`,
    ],
    env: [
      fieldVariable('NODE_ADDRESS', 'status.hostIP'),
      fieldVariable('POD_NAME', 'metadata.name'),
      fieldVariable('POD_NAMESPACE', 'metadata.namespace'),
      // The Service of the API server may not work before pods reach each other.
      ...apiVariables(api),
      { name: 'EVENT_QUEUE_DEPTH', value: '5000' },
    ],
    ports: [{ name: 'healthz', containerPort: HEALTH_PORT }],
    livenessProbe: { ...probe('/healthz'), periodSeconds: 30 },
    readinessProbe: probe('/readyz'),
    resources: { requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('64Mi') } },
    securityContext: { privileged: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
    volumeMounts: [
      { name: 'run', mountPath: '/run/flannel' },
      { name: 'config', mountPath: '/etc/kube-flannel', readOnly: true },
      { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
    ],
  };
}
