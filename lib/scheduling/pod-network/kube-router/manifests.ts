import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { emitYaml } from '../../../core/yaml';
import { ClusterChart } from '../../cluster-chart';
import { KUBE_ROUTER } from '../../compatibility/pod-networks';
import { fieldVariable, NodeAgent, podKubeconfig } from '../../node-agent';
import type { PodNetworkContext } from '../plugin';
import { argumentsOf, HEALTH_PORT, PASSWORDS_FILE, SETTINGS_FOLDER } from './arguments';
import type { KubeRouterOptions } from './options';

export interface KubeRouterChartProps extends PodNetworkContext {
  readonly options: KubeRouterOptions;
}

const CONFIG = 'kube-router-cfg';
const PASSWORDS = 'kube-router-bgp-passwords';

/** kube-router on every node (cloudnativelabs/kube-router v2.11.1, daemonset/, docs/user-guide.md). */
export class KubeRouterChart extends ClusterChart {
  public constructor(scope: Construct, id: string, { cluster, api, options }: KubeRouterChartProps) {
    super(scope, id, { cluster, namespace: 'kube-system' });
    const peers = options.bgp?.peers ?? [];
    const secret = peers.some(({ password }) => password !== undefined);
    new NodeAgent(this, {
      name: 'kube-router',
      component: 'pod-network',
      namespace: 'kube-system',
      version: KUBE_ROUTER.version,
      role: RULES,
      config: {
        name: CONFIG,
        files: {
          'cni-conf.json': `${JSON.stringify(PLUGINS, undefined, 2)}\n`,
          kubeconfig: emitYaml(podKubeconfig(api.url)),
        },
      },
      pod: {
        hostPid: true,
        initContainers: [INSTALL, ...(secret ? [JOIN_PASSWORDS] : [])],
        containers: [container(argumentsOf(cluster, options), secret)],
        volumes: [...VOLUMES, ...(secret ? PASSWORD_VOLUMES : [])],
      },
    });
    if (secret)
      new k8s.KubeSecret(this, 'passwords', {
        metadata: { name: PASSWORDS, namespace: 'kube-system' },
        stringData: Object.fromEntries(peers.map(({ password }, n) => [peerFile(n), password?.value ?? ''])),
      });
  }
}

/** Names that sort as the peers do, for a shell. */
function peerFile(n: number): string {
  return `peer-${String(n).padStart(4, '0')}`;
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
 * kube-router added to it must stay while it starts again, or new pods have no addresses. Root alone reads it (CIS 1.1.9):
 * kube-router writes into the file that is there, so its mode stays.
 */
const INSTALL_SCRIPT = `set -e
/usr/local/bin/cni-install
umask 077
cd /etc/cni/net.d
if ! cmp -s ${SETTINGS_FOLDER}/cni-conf.json .kuberouter-source || [ ! -e 10-kuberouter.conflist ]; then
  cp ${SETTINGS_FOLDER}/cni-conf.json .kuberouter-new
  mv .kuberouter-new 10-kuberouter.conflist
  cp ${SETTINGS_FOLDER}/cni-conf.json .kuberouter-source
fi
chmod 600 10-kuberouter.conflist .kuberouter-source
`;

const INSTALL: k8s.Container = {
  name: 'install-cni',
  image: KUBE_ROUTER.images.agent,
  command: ['/bin/sh', '-c', INSTALL_SCRIPT],
  securityContext: { allowPrivilegeEscalation: false },
  volumeMounts: [
    { name: 'cni', mountPath: '/etc/cni/net.d' },
    { name: 'plugins', mountPath: '/opt/cni/bin' },
    { name: 'config', mountPath: SETTINGS_FOLDER, readOnly: true },
  ],
};

/** kube-router reads the passwords of all peers from one file, each as Base64, with commas between them. */
const JOIN_SCRIPT = `set -e
umask 077
list=
for file in /passwords/peer-*; do list="$list,$(base64 <"$file" | tr -d '\\n')"; done
printf '%s' "\${list#,}" >${PASSWORDS_FILE}
`;

const JOIN_PASSWORDS: k8s.Container = {
  name: 'join-passwords',
  image: KUBE_ROUTER.images.agent,
  command: ['/bin/sh', '-c', JOIN_SCRIPT],
  securityContext: { allowPrivilegeEscalation: false },
  volumeMounts: [
    { name: 'peers', mountPath: '/passwords', readOnly: true },
    { name: 'passwords', mountPath: '/run/kube-router' },
  ],
};

const PASSWORD_VOLUMES: k8s.Volume[] = [
  { name: 'peers', secret: { secretName: PASSWORDS, defaultMode: 0o400 } },
  { name: 'passwords', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') } },
];

const VOLUMES: k8s.Volume[] = [
  { name: 'modules', hostPath: { path: '/lib/modules' } },
  { name: 'cni', hostPath: { path: '/etc/cni/net.d', type: 'DirectoryOrCreate' } },
  { name: 'plugins', hostPath: { path: '/opt/cni/bin', type: 'DirectoryOrCreate' } },
  { name: 'config', configMap: { name: CONFIG } },
  { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
];

function container(args: string[], secret: boolean): k8s.Container {
  return {
    name: 'kube-router',
    image: KUBE_ROUTER.images.agent,
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
      { name: 'config', mountPath: SETTINGS_FOLDER, readOnly: true },
      { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
      ...(secret ? [{ name: 'passwords', mountPath: '/run/kube-router', readOnly: true }] : []),
    ],
  };
}
