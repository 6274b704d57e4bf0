import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { emitYaml } from '../../core/yaml';
import { ClusterChart } from '../cluster-chart';
import type { ICluster } from '../cluster-interface';
import { fieldVariable, NodeAgent, podKubeconfig } from '../node-agent';
import { POD_NETWORK_IMAGES } from '../versions';
import type { PodNetworkKind } from './pod-network';

export interface KubeRouterNetworkProps {
  readonly cluster: ICluster;
  readonly settings: Extract<PodNetworkKind, { kind: 'kube-router' }>;
  /** URL of the API server that hosts can resolve. */
  readonly apiUrl: string;
}

const CONFIG = 'kube-router-cfg';
const HEALTH_PORT = 20244;

/** kube-router on every node (cloudnativelabs/kube-router v2.11, docs/user-guide.md, tunnels.md, pkg/options/options.go). */
export class KubeRouterNetwork extends ClusterChart {
  public constructor(scope: Construct, id: string, { cluster, settings, apiUrl }: KubeRouterNetworkProps) {
    super(scope, id, { cluster, namespace: 'kube-system' });
    new NodeAgent(this, {
      name: 'kube-router',
      component: 'pod-network',
      namespace: 'kube-system',
      version: POD_NETWORK_IMAGES.kubeRouter.split(':')[1] ?? '',
      role: RULES,
      config: {
        name: CONFIG,
        files: {
          'cni-conf.json': `${JSON.stringify(PLUGINS, undefined, 2)}\n`,
          kubeconfig: emitYaml(podKubeconfig(apiUrl)),
        },
      },
      pod: {
        hostPid: true,
        initContainers: [INSTALL],
        containers: [container(argumentsOf(cluster, settings))],
        volumes: VOLUMES,
      },
    });
  }
}

function argumentsOf(cluster: ICluster, { serviceProxy, fullOverlay }: KubeRouterNetworkProps['settings']): string[] {
  return [
    '--run-router=true',
    '--run-firewall=true',
    `--run-service-proxy=${serviceProxy}`,
    '--bgp-graceful-restart=true',
    `--overlay-type=${fullOverlay ? 'full' : 'subnet'}`,
    '--kubeconfig=/etc/kube-router/kubeconfig',
    `--service-cluster-ip-range=${cluster.serviceCidr.toString()}`,
    '--service-node-port-range=30000-32767',
    // Addresses of balancers are set by whoever made the balancer; a range for them is not known here.
    '--strict-external-ip-validation=false',
    `--health-port=${HEALTH_PORT}`,
  ];
}

const RULES: readonly k8s.PolicyRule[] = [
  {
    apiGroups: [''],
    resources: ['namespaces', 'pods', 'services', 'nodes', 'endpoints'],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] },
  { apiGroups: [''], resources: ['services/status'], verbs: ['update'] },
];

/** kube-router adds the node's range of pod addresses to it on the host. */
const PLUGINS = {
  cniVersion: '0.3.1',
  name: 'kube-router',
  plugins: [
    {
      name: 'kubernetes',
      type: 'bridge',
      bridge: 'kube-bridge',
      isDefaultGateway: true,
      hairpinMode: true,
      ipam: { type: 'host-local' },
    },
    { type: 'portmap', capabilities: { snat: true, portMappings: true } },
  ],
};

/**
 * Puts the plugins and their configuration on the host. The configuration is only written anew where ours changed: what
 * kube-router added to it must stay while it starts again, or new pods have no addresses.
 */
const INSTALL_SCRIPT = `set -e
/usr/local/bin/cni-install
cd /etc/cni/net.d
if ! cmp -s /etc/kube-router/cni-conf.json .kuberouter-source || [ ! -e 10-kuberouter.conflist ]; then
  cp /etc/kube-router/cni-conf.json .kuberouter-new
  mv .kuberouter-new 10-kuberouter.conflist
  cp /etc/kube-router/cni-conf.json .kuberouter-source
fi
`;

const INSTALL: k8s.Container = {
  name: 'install-cni',
  image: POD_NETWORK_IMAGES.kubeRouter,
  command: ['/bin/sh', '-c', INSTALL_SCRIPT],
  securityContext: { allowPrivilegeEscalation: false },
  volumeMounts: [
    { name: 'cni', mountPath: '/etc/cni/net.d' },
    { name: 'plugins', mountPath: '/opt/cni/bin' },
    { name: 'config', mountPath: '/etc/kube-router', readOnly: true },
  ],
};

const VOLUMES: k8s.Volume[] = [
  { name: 'modules', hostPath: { path: '/lib/modules' } },
  { name: 'cni', hostPath: { path: '/etc/cni/net.d', type: 'DirectoryOrCreate' } },
  { name: 'plugins', hostPath: { path: '/opt/cni/bin', type: 'DirectoryOrCreate' } },
  { name: 'config', configMap: { name: CONFIG } },
  { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
];

function container(args: string[]): k8s.Container {
  return {
    name: 'kube-router',
    image: POD_NETWORK_IMAGES.kubeRouter,
    args,
    env: [
      fieldVariable('NODE_NAME', 'spec.nodeName'),
      fieldVariable('POD_NAME', 'metadata.name'),
      { name: 'KUBE_ROUTER_CNI_CONF_FILE', value: '/etc/cni/net.d/10-kuberouter.conflist' },
    ],
    livenessProbe: {
      httpGet: { path: '/healthz', port: k8s.IntOrString.fromNumber(HEALTH_PORT) },
      initialDelaySeconds: 10,
      periodSeconds: 5,
      failureThreshold: 6,
    },
    resources: { requests: { cpu: k8s.Quantity.fromString('250m'), memory: k8s.Quantity.fromString('250Mi') } },
    // It writes routes, rules and settings of the kernel, and enters the networks of pods.
    securityContext: { privileged: true },
    volumeMounts: [
      { name: 'modules', mountPath: '/lib/modules', readOnly: true },
      { name: 'cni', mountPath: '/etc/cni/net.d' },
      { name: 'config', mountPath: '/etc/kube-router', readOnly: true },
      { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
    ],
  };
}
