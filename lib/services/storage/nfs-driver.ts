import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { perRoot } from '../../core/per-root';
import type { ICluster } from '../../scheduling/cluster-interface';
import { ServiceChart } from '../service-chart';
import { emptyFolder, resources, spread } from '../workload';
import { grantController } from './nfs-driver-access';

/** Name of the driver in Kubernetes. */
export const NFS_DRIVER = 'nfs.csi.k8s.io';

/** Source: github.com/kubernetes-csi/csi-driver-nfs, deploy/v4.13.4: the versions that were released together. */
const IMAGES = {
  nfs: 'registry.k8s.io/sig-storage/nfsplugin:v4.13.4',
  provisioner: 'registry.k8s.io/sig-storage/csi-provisioner:v6.3.0',
  resizer: 'registry.k8s.io/sig-storage/csi-resizer:v2.2.0',
  liveness: 'registry.k8s.io/sig-storage/livenessprobe:v2.19.0',
  registrar: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0',
};

const NAMESPACE = 'csi-nfs';
const KUBELET = '/var/lib/kubelet';
/** Ports of the liveness probes: the pods have the network of their node. */
const LIVENESS = { controller: 29652, node: 29653 };

const drivers = perRoot(() => new Map<ICluster, NfsDriver>());

/** The driver of a cluster: one, whoever asks first. */
export function nfsDriver(cluster: ICluster): NfsDriver {
  const known = drivers(cluster).get(cluster);
  if (known !== undefined) return known;
  const driver = new NfsDriver(cluster, NAMESPACE, cluster);
  drivers(cluster).set(cluster, driver);
  return driver;
}

/**
 * csi-driver-nfs, without snapshots: makes a folder for each volume, and mounts it on the node of its pod. Both need to be
 * root on the node with its network, because the mounts must outlive the pods of the driver.
 */
export class NfsDriver extends ServiceChart {
  public constructor(scope: Construct, id: string, cluster: ICluster) {
    super(scope, id, { cluster, namespace: NAMESPACE, security: 'privileged' });
    this.createDriver();
    this.createController();
    this.createNodeAgent();
  }

  private createDriver(): void {
    new k8s.KubeCsiDriver(this, 'driver', {
      metadata: { name: NFS_DRIVER },
      spec: { attachRequired: false, volumeLifecycleModes: ['Persistent'], fsGroupPolicy: 'File' },
    });
  }

  private createController(): void {
    const component = this.component('csi-driver-nfs', 'controller', 'csi-nfs-controller');
    grantController(this, component.name, component.labels);
    const sidecar = (name: string, image: string, args: string[]): k8s.Container => ({
      name,
      image,
      args: [
        '--v=2',
        '--csi-address=/csi/csi.sock',
        '--feature-gates=VolumeAttributesClass=false', // it would want more rights, for what NFS does not have
        '--leader-election',
        `--leader-election-namespace=${NAMESPACE}`,
        ...args,
      ],
      resources: resources('10m', '128Mi'),
      volumeMounts: [{ name: 'socket', mountPath: '/csi' }],
    });
    this.deployment(component, {
      replicas: 2,
      pod: {
        ...pod(LIVENESS.controller, emptyFolder('socket', '1Mi')),
        serviceAccountName: component.name,
        automountServiceAccountToken: true,
        priorityClassName: 'system-cluster-critical',
        tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
        topologySpreadConstraints: spread(component.selector, 'always'),
        containers: [
          plugin(LIVENESS.controller),
          sidecar('provisioner', IMAGES.provisioner, ['--extra-create-metadata=true', '--timeout=1200s']),
          sidecar('resizer', IMAGES.resizer, ['--handle-volume-inuse-error=false']),
          liveness(LIVENESS.controller),
        ],
      },
      recreate: true, // a new pod finds no node while old ones hold the port of all that it may run on
    });
  }

  private createNodeAgent(): void {
    const component = this.component('csi-driver-nfs', 'node', 'csi-nfs-node');
    const socket: k8s.Volume = {
      name: 'socket',
      hostPath: { path: `${KUBELET}/plugins/csi-nfsplugin`, type: 'DirectoryOrCreate' },
    };
    const base = pod(LIVENESS.node, socket);
    this.daemonSet(component, {
      pod: {
        ...base,
        priorityClassName: 'system-node-critical',
        tolerations: [{ operator: 'Exists' }],
        volumes: [
          ...(base.volumes ?? []),
          { name: 'registration', hostPath: { path: `${KUBELET}/plugins_registry`, type: 'Directory' } },
        ],
        containers: [
          plugin(LIVENESS.node),
          {
            name: 'registrar',
            image: IMAGES.registrar,
            args: [
              '--v=2',
              '--csi-address=/csi/csi.sock',
              `--kubelet-registration-path=${KUBELET}/plugins/csi-nfsplugin/csi.sock`,
            ],
            resources: resources('10m', '64Mi'),
            volumeMounts: [
              { name: 'socket', mountPath: '/csi' },
              { name: 'registration', mountPath: '/registration' },
            ],
          },
          liveness(LIVENESS.node),
        ],
      },
    });
  }
}

/** What both kinds of pods have. */
function pod(port: number, socket: k8s.Volume): k8s.PodSpec {
  return {
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
    securityContext: { runAsNonRoot: false },
    volumes: [socket, { name: 'pods', hostPath: { path: `${KUBELET}/pods`, type: 'Directory' } }],
    containers: [plugin(port)],
  };
}

/** The driver itself: mounts for the node, so it is privileged. */
function plugin(port: number): k8s.Container {
  return {
    name: 'nfs',
    image: IMAGES.nfs,
    args: ['--v=2', '--nodeid=$(NODE_ID)', '--endpoint=unix:///csi/csi.sock'],
    env: [{ name: 'NODE_ID', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    resources: resources('10m', '256Mi'),
    securityContext: {
      privileged: true,
      allowPrivilegeEscalation: true,
      readOnlyRootFilesystem: false,
      capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] },
    },
    // The port is the liveness container's, which asks the driver; the kubelet is on the same host.
    livenessProbe: {
      httpGet: { host: 'localhost', path: '/healthz', port: k8s.IntOrString.fromNumber(port) },
      initialDelaySeconds: 30,
      periodSeconds: 30,
      timeoutSeconds: 10,
      failureThreshold: 5,
    },
    volumeMounts: [
      { name: 'socket', mountPath: '/csi' },
      { name: 'pods', mountPath: `${KUBELET}/pods`, mountPropagation: 'Bidirectional' },
    ],
  };
}

function liveness(port: number): k8s.Container {
  return {
    name: 'liveness',
    image: IMAGES.liveness,
    args: ['--v=2', '--csi-address=/csi/csi.sock', '--probe-timeout=3s', `--http-endpoint=localhost:${port}`],
    // Named so that the scheduler puts no second pod of the driver on a node.
    ports: [{ name: 'healthz', containerPort: port, hostPort: port }],
    resources: resources('10m', '64Mi'),
    volumeMounts: [{ name: 'socket', mountPath: '/csi' }],
  };
}
