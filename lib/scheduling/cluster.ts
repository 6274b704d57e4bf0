import type { Size } from 'cdk8s';
import type { Cidr } from '../core/cidr';
import { PlatformConstruct } from '../core/construct';
import { takeCidr } from '../core/input';
import type { Pool } from '../core/ledger';
import { Platform } from '../core/platform';
import { NodeLocalBalancer } from '../iaas/balancer/node-local-balancer';
import type { ApiEndpoint } from '../iaas/endpoint';
import type { Machine } from '../iaas/machine';
import type { Machines } from '../iaas/machines';
import type { Site } from '../iaas/site';
import { API_BALANCER_PORT, checkName, createApiBalancer } from './api-balancer';
import type { ApiBalancer } from './api-balancer';
import { bootControlPlane, bootEtcd, bootWorkers } from './bootstrap/boot';
import type { BootCluster } from './bootstrap/model';
import type { AutoscalingOptions } from './autoscaling/autoscaler';
import { Autoscalers } from './autoscaling/autoscalers';
import { ClusterClouds } from './cloud/cluster-clouds';
import type { CloudIntegration } from './cloud/integration';
import { claimForCluster } from './cluster-chart';
import { apiClients, declareClusterFlows } from './cluster-flows';
import { nodePortsOf } from './cluster-interface';
import type { ICluster, RegistryMirror } from './cluster-interface';
import { ClusterPki } from './cluster-pki';
import { EtcdBackup } from './day2/backup';
import { equipForDay2, equipWorkersForDay2 } from './day2/day2';
import type { Day2Cluster } from './day2/model';
import { reportDay2Faults, RENEW_BEFORE_DAYS } from './day2/settings';
import { VersionRecord } from './day2/version-record';
import type { Etcd } from './etcd';
import { ExistingCluster } from './existing-cluster';
import type { ExistingClusterProps } from './existing-cluster';
import { NodeFailure, settleNodeFailure } from './failure-timing';
import type { NodeFailureTiming } from './failure-timing';
import { Hardening } from './hardening/hardening';
import { ServingCertificates } from './hardening/serving-certificates/serving-certificates';
import type { HardeningOptions } from './hardening/settings';
import { KubeProxy } from './kube-proxy';
import { KubeProxyAddon } from './kube-proxy-addon';
import { settleNodeOptions } from './node-options';
import type { NodeOptions, NodeSettings } from './node-options';
import { PodNetwork } from './pod-network/pod-network';
import { DEFAULT_VERSION, kubernetesVersion } from './versions';
import type { KubernetesVersion } from './versions';
import { WorkerPool } from './worker-pool';
import type { WorkerPoolProps } from './worker-pool';

export interface ClusterProps {
  /** Hosts of the control plane: three, or one where it may fail. */
  readonly controlPlane: Machines;
  /** Where etcd runs. */
  readonly etcd: Etcd;
  /** How the API server is reached. */
  readonly endpoint: ApiEndpoint;
  /** Kubernetes, `1.36` or `1.36.3`. @default '1.36' */
  readonly version?: string;
  /** @default PodNetwork.kubeRouter() */
  readonly podNetwork?: PodNetwork;
  /** @default - none where the pod network carries out Services, else iptables */
  readonly proxy?: KubeProxy;
  /** Addresses of Services. @default '10.96.0.0/16' */
  readonly services?: string;
  /** Domain of Services. @default 'cluster.local' */
  readonly dnsDomain?: string;
  /** What hosts of the cluster have that is not the usual. @default - hosts with systemd, cgroup v2 and without swap */
  readonly nodes?: NodeOptions;
  /** How fast a node that does not answer is given up. @default NodeFailure.kubernetes() */
  readonly nodeFailure?: NodeFailure;
  /** How pools grow and shrink. @default - see AutoscalingOptions */
  readonly autoscaling?: AutoscalingOptions;
  /** Sites that it does without their cloud's controller manager. @default - every site whose provider has one has it */
  readonly clouds?: readonly CloudIntegration[];
  /** What makes it hard to attack, where it is not the default. @default - everything is on, see docs/scheduling.md */
  readonly hardening?: HardeningOptions;
  /** Where snapshots of etcd go. @default EtcdBackup.local(), which production is warned of */
  readonly backup?: EtcdBackup;
  /** Certificates are renewed when they end within so many days: 1 to 300. @default 90 */
  readonly renewBeforeDays?: number;
}

/** What holds where nothing is said. */
const DEFAULTS = {
  version: DEFAULT_VERSION,
  services: '10.96.0.0/16',
  dnsDomain: 'cluster.local',
  nodes: {},
  nodeFailure: NodeFailure.kubernetes(),
  autoscaling: {},
  clouds: [],
  hardening: {},
  backup: EtcdBackup.local(),
  renewBeforeDays: RENEW_BEFORE_DAYS,
} satisfies Partial<ClusterProps>;

/** One highly available Kubernetes cluster, made by kubeadm; every host boots from its own data, in any order. */
export class Cluster extends PlatformConstruct implements ICluster, BootCluster, Day2Cluster {
  public readonly clusterName: string;
  public readonly site: Site;
  public readonly kubernetes: KubernetesVersion;
  /** What was asked for, for rules. */
  public readonly requestedVersion: string;
  public readonly podNetwork: PodNetwork;
  public readonly proxy: KubeProxy;
  public readonly nodes: NodeSettings;
  public readonly nodeFailure: NodeFailureTiming;
  public readonly podCidr: Cidr;
  public readonly serviceCidr: Cidr;
  public readonly dnsDomain: string;
  public readonly nodePorts: Pool;
  public readonly controlPlane: readonly Machine[];
  /** Hosts of etcd: those of the control plane where it is stacked. */
  public readonly etcd: readonly Machine[];
  public readonly stackedEtcd: boolean;
  public readonly etcdQuota: Size | undefined;
  public readonly balancer: ApiBalancer;
  public readonly pki: ClusterPki;
  public readonly hardening: Hardening;
  public readonly clouds: ClusterClouds;
  public readonly autoscalers: Autoscalers;
  public readonly backup: EtcdBackup;
  public readonly renewBeforeDays: number;
  /** Which minor version the ledger has seen last, for rules. */
  public readonly versionRecord: VersionRecord;
  private readonly workerPools: WorkerPool[] = [];
  private readonly mirrors: RegistryMirror[] = [];

  public constructor(site: Site, id: string, given: ClusterProps) {
    super(site, id);
    const props = { ...DEFAULTS, ...given };
    this.clusterName = id;
    this.site = site;
    this.requestedVersion = props.version;
    this.kubernetes = kubernetesVersion(this.requestedVersion);
    this.podNetwork = props.podNetwork ?? PodNetwork.kubeRouter();
    this.proxy = props.proxy ?? (this.podNetwork.replacesKubeProxy ? KubeProxy.none() : KubeProxy.iptables());
    this.nodes = settleNodeOptions(props.nodes, this.kubernetes.containerd);
    this.nodeFailure = settleNodeFailure(this, props.nodeFailure, this.kubernetes.minor);
    this.podCidr = takeCidr(this, 'range of pod addresses', this.podNetwork.pods);
    this.serviceCidr = takeCidr(this, 'range of service addresses', props.services);
    this.dnsDomain = props.dnsDomain;
    this.nodePorts = nodePortsOf(id);
    this.backup = props.backup;
    this.renewBeforeDays = props.renewBeforeDays;
    this.versionRecord = new VersionRecord(this, this.kubernetes.minor);
    reportDay2Faults(this);
    claimForCluster(this, this);

    this.controlPlane = props.controlPlane.bind({ scope: this, site, role: 'control-plane' }).machines;
    this.stackedEtcd = props.etcd.machines === undefined;
    this.etcdQuota = props.etcd.quota;
    this.etcd = props.etcd.machines?.bind({ scope: this, site, role: 'etcd' }).machines ?? this.controlPlane;
    this.balancer = createApiBalancer(this, {
      site,
      endpoint: props.endpoint,
      hostName: this.apiHost,
      targets: this.controlPlane,
      clients: () => apiClients(this),
    });
    this.hardening = new Hardening(this, 'hardening', props.hardening);
    this.pki = new ClusterPki(this, 'pki', this.hardening.settings.encryptionKeys);
    this.createPodNetwork();
    bootEtcd(this);
    bootControlPlane(this);
    equipForDay2(this);
    declareClusterFlows(this);
    this.clouds = new ClusterClouds(this, 'clouds', { cluster: this, integrations: props.clouds });
    this.autoscalers = new Autoscalers(this, 'autoscalers', { cluster: this, options: props.autoscaling });
    if (this.hardening.has('servingCertificates'))
      new ServingCertificates(this, 'serving-certificates', { cluster: this });
  }

  /** A cluster that is there already: other layers can put services, gateways and tenants on it. */
  public static fromExisting(platform: Platform, id: string, props: ExistingClusterProps): ICluster {
    return new ExistingCluster(platform, id, props);
  }

  public get version(): string {
    return this.kubernetes.full;
  }

  public get enforcesPolicies(): boolean {
    return this.podNetwork.enforcesPolicies;
  }

  public get hostsInPodRange(): boolean {
    return this.podNetwork.hostsInPodRange;
  }

  /** Name by which the API server is reached: `api.<cluster>.<domain>`. */
  public get apiHost(): string {
    return `api.${this.clusterName}.${Platform.of(this).domain}`;
  }

  /** Port at which it is reached there. */
  public get apiPort(): number {
    return this.balancer.ports[0]?.port ?? API_BALANCER_PORT;
  }

  /** `https://api.main.example.com:8443` */
  public get apiUrl(): string {
    return `https://${this.apiHost}:${this.apiPort}`;
  }

  public get pools(): readonly WorkerPool[] {
    return [...this.workerPools];
  }

  public get registryMirrors(): readonly RegistryMirror[] {
    return [...this.mirrors];
  }

  /** Every host of the cluster that has a fixed address, each once. */
  public get machines(): readonly Machine[] {
    return [...new Set([...this.controlPlane, ...this.etcd, ...this.workerPools.flatMap((pool) => pool.machines)])];
  }

  /** Adds worker nodes of one kind. */
  public addPool(id: string, props: WorkerPoolProps): WorkerPool {
    const pool = new WorkerPool(this, id, this, this.site, props);
    this.workerPools.push(pool);
    bootWorkers(this, pool);
    this.clouds.admit(pool.site, pool.machines, pool.scaling);
    this.autoscalers.admit(pool);
    equipWorkersForDay2(this, pool);
    if (this.balancer instanceof NodeLocalBalancer) this.balancer.serve(pool);
    if (pool.site !== this.site) checkName(pool, this.balancer, { who: `Pool "${id}"`, site: pool.site });
    return pool;
  }

  public addRegistryMirror(mirror: RegistryMirror): void {
    if (isRegistryHost(mirror.upstream)) this.mirrors.push(mirror);
    else
      this.report({
        rule: 'name-invalid',
        message: `"${mirror.upstream}" is not the host of a registry.`,
        remedy:
          'Name the registry as images do, with its port where it has one: "docker.io", "registry.example.com:5000".',
      });
  }

  private createPodNetwork(): void {
    const { apiUrl } = this;
    const { mode, tuneConntrack } = this.proxy;
    this.podNetwork.plugin.install(this, {
      cluster: this,
      api: { host: this.apiHost, port: this.apiPort, url: apiUrl },
      masters: this.controlPlane.length,
    });
    if (mode !== undefined) new KubeProxyAddon(this, 'kube-proxy', { cluster: this, mode, tuneConntrack, apiUrl });
  }
}

function isRegistryHost(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$/i.test(text);
}
