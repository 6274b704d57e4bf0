import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { emitYaml } from '../core/yaml';
import { ClusterChart } from './cluster-chart';
import type { ICluster } from './cluster-interface';
import type { KubeProxyMode } from './kube-proxy';
import { KUBE_PROXY_FOLDER, KUBE_PROXY_HEALTH_PORT, kubeProxyConfiguration } from './kube-proxy-config';
import { fieldVariable, NodeAgent, podKubeconfig } from './node-agent';
import { kubeProxyImage } from './versions';

export interface KubeProxyAddonProps {
  readonly cluster: ICluster;
  readonly mode: KubeProxyMode;
  /** Set the kernel's table of connections. */
  readonly tuneConntrack: boolean;
  /** URL of the API server that hosts can resolve. */
  readonly apiUrl: string;
}

/** kube-proxy on every node, as kubeadm's add-on has it. */
export class KubeProxyAddon extends ClusterChart {
  public constructor(scope: Construct, id: string, { cluster, mode, tuneConntrack, apiUrl }: KubeProxyAddonProps) {
    super(scope, id, { cluster, namespace: 'kube-system' });
    const configuration = kubeProxyConfiguration({ mode, tuneConntrack, podCidr: cluster.podCidr.toString() });
    new NodeAgent(this, {
      name: 'kube-proxy',
      component: 'service-proxy',
      namespace: 'kube-system',
      version: cluster.version,
      role: 'system:node-proxier',
      config: {
        name: 'kube-proxy',
        files: { 'config.conf': emitYaml(configuration), 'kubeconfig.conf': emitYaml(podKubeconfig(apiUrl)) },
      },
      pod: {
        containers: [container(kubeProxyImage(cluster.version))],
        volumes: [
          { name: 'config', configMap: { name: 'kube-proxy' } },
          { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
          { name: 'modules', hostPath: { path: '/lib/modules' } },
        ],
      },
    });
  }
}

function container(image: string): k8s.Container {
  return {
    name: 'kube-proxy',
    image,
    command: [
      '/usr/local/bin/kube-proxy',
      `--config=${KUBE_PROXY_FOLDER}/config.conf`,
      '--hostname-override=$(NODE_NAME)',
    ],
    env: [fieldVariable('NODE_NAME', 'spec.nodeName')],
    resources: { requests: quantities('50m', '64Mi') },
    livenessProbe: {
      httpGet: { path: '/livez', port: k8s.IntOrString.fromNumber(KUBE_PROXY_HEALTH_PORT) },
      initialDelaySeconds: 15,
      periodSeconds: 10,
      failureThreshold: 6,
    },
    // It writes rules and settings of the kernel.
    securityContext: { privileged: true },
    volumeMounts: [
      { name: 'config', mountPath: KUBE_PROXY_FOLDER, readOnly: true },
      { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
      { name: 'modules', mountPath: '/lib/modules', readOnly: true },
    ],
  };
}

function quantities(cpu: string, memory: string): Record<string, k8s.Quantity> {
  return { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory) };
}
