import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { perRoot } from '../../core/per-root';
import { CloudPermission, POOL_LABEL } from '../../scheduling';
import type { AccountUse, CloudAccount, Cluster } from '../../scheduling';
import { ServiceChart } from '../service-chart';
import { emptyFolder, resources, spread, variables } from '../workload';
import { grant, grantDiskController } from './disk-driver-access';
import type { DiskDriverSpec, DriverPlace } from './disk-driver-spec';

const NAMESPACE = 'csi-disks';
const KUBELET = '/var/lib/kubelet';
/** Ports of the liveness probes: the pods have the network of their node. */
const LIVENESS = { controller: 29_654, node: 29_655 };
/** Neither root nor anybody else. */
const USER = 65_532;

export interface DiskDriverProps {
  readonly cluster: Cluster;
  readonly spec: DiskDriverSpec;
  readonly account: CloudAccount;
}

const drivers = perRoot(() => new Map<Cluster, DiskDriver>());

/** The driver of a cluster: one, whoever asks first. */
export function diskDriver({ cluster, ...props }: DiskDriverProps): DiskDriver {
  const known = drivers(cluster).get(cluster);
  if (known !== undefined) return known;
  const driver = new DiskDriver(cluster, NAMESPACE, { cluster, ...props });
  drivers(cluster).set(cluster, driver);
  return driver;
}

/** Pools of a cluster whose nodes are elsewhere: disks cannot go there. */
export function poolsAway({ pools, site }: Cluster): readonly string[] {
  return pools.filter((pool) => pool.site !== site).map(({ poolName }) => poolName);
}

/**
 * The driver for the disks of a cluster's cloud, without snapshots: its controller on hosts of the control plane, which have
 * the role for it, and its part on every node of the site.
 */
export class DiskDriver extends ServiceChart {
  private readonly use: AccountUse;
  private readonly place: DriverPlace;

  public constructor(
    scope: Construct,
    id: string,
    private readonly own: DiskDriverProps,
  ) {
    super(scope, id, { cluster: own.cluster, namespace: NAMESPACE, security: 'privileged' });
    const { cluster, spec, account } = own;
    this.place = { cloudName: cluster.clouds.cloudName, minor: cluster.kubernetes.minor };
    this.use = account.use(this, `${spec.program}-account`);
    new k8s.KubeCsiDriver(this, 'driver', { metadata: { name: spec.name }, spec: spec.csiDriver });
    this.createController();
    this.createNodeAgent();
    const statements = spec.permissions(account.region);
    if (statements.length > 0)
      new CloudPermission(this, 'permission', {
        site: account.site,
        program: spec.program,
        holder: account.holder,
        statements,
      });
  }

  private createController(): void {
    const { cluster, spec } = this.own;
    const component = this.component(spec.program, 'controller', `${spec.program}-controller`);
    grantDiskController(this, component);
    const sidecar = (name: string, image: string, args: readonly string[]): k8s.Container => ({
      name,
      image,
      args: [
        '--v=2',
        '--csi-address=/csi/csi.sock',
        '--leader-election',
        `--leader-election-namespace=${NAMESPACE}`,
        ...args,
      ],
      resources: resources('10m', '256Mi'),
      volumeMounts: [{ name: 'socket', mountPath: '/csi' }],
    });
    const { attacher, provisioner, resizer } = spec.sidecars;
    this.deployment(component, {
      replicas: Math.max(1, Math.min(2, cluster.controlPlane.length)),
      pod: {
        hostNetwork: true,
        dnsPolicy: 'Default',
        serviceAccountName: component.name,
        automountServiceAccountToken: true,
        priorityClassName: 'system-cluster-critical',
        nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
        tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
        topologySpreadConstraints: spread(component.selector, 'always'),
        securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
        volumes: [emptyFolder('socket', '1Mi'), ...this.use.volumes],
        containers: [
          this.plugin(spec.controller(this.place), LIVENESS.controller, {
            env: [...variables(spec.controllerVariables?.(this.place) ?? {}), ...this.use.env],
            volumeMounts: [{ name: 'socket', mountPath: '/csi' }, ...this.use.volumeMounts],
          }),
          sidecar('provisioner', provisioner, [
            '--feature-gates=Topology=true',
            '--extra-create-metadata=true',
            '--default-fstype=ext4',
            ...spec.provisionerFlags,
          ]),
          sidecar('attacher', attacher, ['--timeout=6m', '--default-fstype=ext4']),
          sidecar('resizer', resizer, ['--timeout=3m', '--handle-volume-inuse-error=false']),
          this.liveness(LIVENESS.controller),
        ],
      },
      reads: [{ name: 'account', texts: this.use.texts }],
      recreate: true, // a new pod finds no host while old ones have the port
    });
  }

  private createNodeAgent(): void {
    const { spec } = this.own;
    const component = this.component(spec.program, 'node', `${spec.program}-node`);
    grant(this, component, spec.nodeRules);
    const folder = `${KUBELET}/plugins/${spec.name}`;
    const socket = { name: 'socket', mountPath: '/csi' };
    const path = (name: string, hostPath: string, type: string) => ({ name, hostPath: { path: hostPath, type } });
    this.daemonSet(component, {
      pod: {
        hostNetwork: true,
        dnsPolicy: 'Default',
        serviceAccountName: component.name,
        automountServiceAccountToken: true,
        priorityClassName: 'system-node-critical',
        tolerations: [{ operator: 'Exists' }],
        affinity: Lazy.any({ produce: () => this.nodesOfSite() }) as k8s.Affinity,
        securityContext: { runAsNonRoot: false },
        volumes: [
          path('socket', folder, 'DirectoryOrCreate'),
          path('registration', `${KUBELET}/plugins_registry`, 'Directory'),
          path('kubelet', KUBELET, 'Directory'),
          path('devices', '/dev', 'Directory'),
        ],
        containers: [
          this.plugin(spec.node(this.place), LIVENESS.node, {
            env: variables(spec.nodeVariables ?? {}),
            // It formats and mounts disks for the node.
            securityContext: {
              privileged: true,
              allowPrivilegeEscalation: true,
              capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] },
            },
            volumeMounts: [
              socket,
              { name: 'kubelet', mountPath: KUBELET, mountPropagation: 'Bidirectional' },
              { name: 'devices', mountPath: '/dev' },
            ],
            ...(spec.preStop && { lifecycle: { preStop: { exec: { command: [...spec.preStop] } } } }),
          }),
          {
            name: 'registrar',
            image: spec.sidecars.registrar,
            args: ['--v=2', '--csi-address=/csi/csi.sock', `--kubelet-registration-path=${folder}/csi.sock`],
            resources: resources('10m', '64Mi'),
            volumeMounts: [socket, { name: 'registration', mountPath: '/registration' }],
          },
          this.liveness(LIVENESS.node),
        ],
      },
    });
  }

  private plugin(args: readonly string[], port: number, own: Partial<k8s.Container>): k8s.Container {
    const { spec } = this.own;
    return {
      name: 'driver',
      image: spec.image(this.place.minor),
      args: [...args],
      resources: resources('10m', '256Mi'),
      // The port is the liveness container's, which asks the driver; the kubelet is on the same host.
      livenessProbe: {
        httpGet: { host: 'localhost', path: '/healthz', port: k8s.IntOrString.fromNumber(port) },
        initialDelaySeconds: 30,
        periodSeconds: 30,
        timeoutSeconds: 10,
        failureThreshold: 5,
      },
      ...own,
      env: [
        { name: 'CSI_ENDPOINT', value: spec.endpoint },
        { name: 'CSI_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        ...(own.env ?? []),
      ],
    };
  }

  private liveness(port: number): k8s.Container {
    return {
      name: 'liveness',
      image: this.own.spec.sidecars.liveness,
      args: ['--v=2', '--csi-address=/csi/csi.sock', '--probe-timeout=3s', `--http-endpoint=localhost:${port}`],
      // Named so that the scheduler puts no second pod of the driver on a node.
      ports: [{ name: 'healthz', containerPort: port, hostPort: port }],
      resources: resources('10m', '64Mi'),
      volumeMounts: [{ name: 'socket', mountPath: '/csi' }],
    };
  }

  /** All nodes but those of pools on other sites. */
  private nodesOfSite(): k8s.Affinity | undefined {
    const values = [...poolsAway(this.own.cluster)];
    if (values.length === 0) return undefined;
    const matchExpressions = [{ key: POOL_LABEL, operator: 'NotIn', values }];
    return {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
    };
  }
}
