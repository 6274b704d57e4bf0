import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ICluster } from '../../scheduling/cluster-interface';
import { ServiceChart } from '../service-chart';
import { httpProbe, resources } from '../workload';
import { METRICS_FOLDER } from './hosts/host-parts';
import { MONITORING_PORTS } from './ports';

const NAME = 'node-exporter';

/** Source: github.com/prometheus/node_exporter, release v1.12.1. */
const IMAGE = 'quay.io/prometheus/node-exporter:v1.12.1';
const USER = 65_534;

/** File systems of containers and of the kernel, which are not the node's own. */
const NOT_OURS = '^/(dev|proc|run|sys|var/lib/(containerd|kubelet)/.+)($|/)';

export interface NodeExporterProps {
  readonly cluster: ICluster;
  /** Name of the service that it is part of. */
  readonly service: string;
}

/**
 * The measurements of every node: node-exporter, which sees the host's files and processes, may write none of them, and is not
 * root. It has a namespace of its own, so that nothing else of the service may see as much.
 */
export class NodeExporter extends ServiceChart {
  public constructor(scope: Construct, id: string, { cluster, service }: NodeExporterProps) {
    super(scope, id, { cluster, namespace: `${service}-agents`, service, security: 'privileged' });
    this.daemonSet(this.component(NAME, 'exporter'), {
      pod: {
        hostNetwork: true,
        hostPid: true,
        priorityClassName: 'system-node-critical',
        securityContext: { runAsUser: USER, runAsGroup: USER },
        tolerations: [{ operator: 'Exists' }],
        volumes: [
          { name: 'root', hostPath: { path: '/', type: 'Directory' } },
          { name: 'metrics', hostPath: { path: METRICS_FOLDER, type: 'DirectoryOrCreate' } },
        ],
        containers: [container()],
      },
    });
  }
}

function container(): k8s.Container {
  return {
    name: NAME,
    image: IMAGE,
    args: [
      `--web.listen-address=$(HOST_IP):${MONITORING_PORTS.nodeExporter}`,
      '--path.rootfs=/host',
      '--path.procfs=/host/proc',
      '--path.sysfs=/host/sys',
      '--path.udev.data=/host/run/udev/data',
      '--collector.textfile.directory=/metrics',
      `--collector.filesystem.mount-points-exclude=${NOT_OURS}`,
    ],
    env: [{ name: 'HOST_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
    ports: [{ name: 'http', containerPort: MONITORING_PORTS.nodeExporter, hostPort: MONITORING_PORTS.nodeExporter }],
    resources: resources('20m', '64Mi'),
    readinessProbe: httpProbe('/', 'http'),
    livenessProbe: { ...httpProbe('/', 'http'), periodSeconds: 20 },
    volumeMounts: [
      { name: 'root', mountPath: '/host', readOnly: true, mountPropagation: 'HostToContainer' },
      { name: 'metrics', mountPath: '/metrics', readOnly: true },
    ],
  };
}
