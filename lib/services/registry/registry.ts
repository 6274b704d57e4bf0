import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Allotment } from '../../core/allotment';
import { Platform } from '../../core/platform';
import { Secret } from '../../core/secret';
import type { ICluster } from '../../scheduling/cluster-interface';
import { nodesOf, port } from '../network-rules';
import { platformCertificate, TLS_SECRET, tlsFiles } from '../platform-authority';
import { takeReplicas } from '../replicas';
import { ServiceAddress } from '../service-address';
import { ServiceChart } from '../service-chart';
import type { Component, StartFiles } from '../service-chart';
import { claimSpec, requireStorage, StorageClaim } from '../storage/storage-claim';
import { emptyFolder, secretVolume, spread } from '../workload';
import { ExistingRegistry } from './existing-registry';
import type { ExistingRegistryProps } from './existing-registry';
import { accountsContainer, ACCOUNTS_FILE, PUBLISHER } from './publisher-account';
import { declarePushFlow } from './push-flow';
import { isUpstream, PullThroughCache } from './pull-through-cache';
import { RegistryBase } from './registry-base';
import { REGISTRY } from './registry-config';
import type { IRegistry } from './registry-interface';
import { createConfig, registryContainer, registryPod } from './registry-pod';

export interface RegistryProps {
  /** Where its images are kept. @default - 100 GiB of the cluster's default class */
  readonly storage?: StorageClaim;
  /** Other registries whose images it gives to the nodes of the cluster and keeps for a week: `docker.io`. @default - none */
  readonly mirrors?: readonly string[];
  /** Storage of each of those. @default Size.gibibytes(50) */
  readonly mirrorSize?: Size;
  /** How many of it run. @default 2 on storage that several nodes can use, else 1 */
  readonly replicas?: number;
  /** Name by which it is known outside, and what names of its images begin with. @default - `<id>.<domain of the platform>` */
  readonly host?: string;
}

/**
 * A registry of images (CNCF distribution). Nodes of the cluster fetch from it without an account, at an address that never
 * changes and needs no DNS. Whoever puts images in it needs the account `publisher`, and reaches it at `host` with the port
 * `pushPort`, which every node of the cluster answers at.
 */
export class Registry extends RegistryBase {
  public readonly cluster: ICluster;
  public readonly host: string;
  public readonly replicas: number;
  public readonly storage: StorageClaim;
  /** Password of the account `publisher`. */
  public readonly publisher: Secret;
  private readonly chart: ServiceChart;
  private readonly component: Component;
  private readonly address: ServiceAddress;
  private readonly nodePort: Allotment;
  private readonly certificate: Secret;

  /**
   * Reported: `replica-count`, `storage-not-shared` (several replicas on storage of one node), `registry-upstream` (a mirror
   * that is no name of a registry).
   */
  public constructor(cluster: ICluster, id: string, props: RegistryProps = {}) {
    super(cluster, id);
    this.cluster = cluster;
    this.host = props.host ?? `${id}.${Platform.of(this).domain}`;
    this.storage = props.storage ?? StorageClaim.ofDefaultClass(Size.gibibytes(100));
    this.replicas = takeReplicas(this, props.replicas ?? (this.storage.isShared ? 2 : 1));
    this.checkStorage();
    this.chart = new ServiceChart(this, id, { cluster, namespace: id, security: 'restricted' });
    this.component = this.chart.component('registry', 'store', 'registry');
    this.address = new ServiceAddress(this, cluster, 'address');
    this.nodePort = new Allotment(this, { pool: cluster.nodePorts, label: 'push' });
    declarePushFlow(this);
    this.publisher = Secret.password(this, PUBLISHER);
    this.certificate = this.createCertificate();
    this.createStorage();
    this.createWorkload();
    this.createServices();
    this.tellNodes();
    this.createMirrors(props);
  }

  /** A registry that is there already. */
  public static fromExisting(scope: Construct, id: string, props: ExistingRegistryProps): IRegistry {
    return new ExistingRegistry(scope, id, props);
  }

  /** Port of `host` for those who put images in it. Known once the tree is complete. */
  public get pushPort(): number {
    return this.nodePort.value;
  }

  private checkStorage(): void {
    if (this.replicas === 1 || this.storage.isShared) return;
    this.report({
      rule: 'storage-not-shared',
      message: `${this.replicas} replicas cannot use one volume of ${this.storage.storageClass === undefined ? 'the default storage class' : `storage class "${this.storage.storageClass}"`}, which is for one node at a time.`,
      remedy: 'Give storage that several nodes can use, e.g. of NfsStorage, or ask for one replica.',
    });
  }

  private createCertificate(): Secret {
    const { chart, component } = this;
    return platformCertificate(this, 'certificate', this.host, () => [
      this.host,
      chart.serviceHost(component.name),
      chart.serviceHost(`${component.name}-push`),
      this.address.text,
    ]);
  }

  private createStorage(): void {
    const { name, labels } = this.component;
    const claim = new k8s.KubePersistentVolumeClaim(this.chart, `claim-${name}`, {
      metadata: { name, labels },
      spec: claimSpec(this.storage),
    });
    requireStorage(claim, this.cluster, this.storage);
  }

  /** Two processes on the same storage: one that all may ask and that writes nothing, one that writes and asks who is there. */
  private createWorkload(): void {
    const { chart, component } = this;
    const { name, selector } = component;
    const pull = createConfig(chart, component, `${name}-pull`, { kind: 'pull' });
    const push = createConfig(chart, component, `${name}-push`, { kind: 'push', accounts: ACCOUNTS_FILE });
    const keys = this.createKeys();
    const tls = chart.secret(component, `${name}-tls`, tlsFiles(this.certificate), TLS_SECRET);
    const base = registryPod(name, tls.name, [pull.name, push.name]);
    const pushing = registryContainer('push', push.name, keys.name, tls.name);
    chart.deployment(component, {
      replicas: this.replicas,
      recreate: !this.storage.isShared,
      reads: [pull, push, keys, tls],
      pod: {
        ...base,
        topologySpreadConstraints: spread(selector, 'if-possible'),
        volumes: [...(base.volumes ?? []), secretVolume(keys.name), emptyFolder('accounts', '1Mi')],
        initContainers: [accountsContainer(keys.name)],
        containers: [
          registryContainer('pull', pull.name, keys.name, tls.name),
          {
            ...pushing,
            volumeMounts: [
              ...(pushing.volumeMounts ?? []),
              { name: 'accounts', mountPath: '/accounts', readOnly: true },
            ],
          },
        ],
      },
    });
  }

  private createKeys(): StartFiles {
    const httpSecret = new Secret(this, 'http-secret', { kind: 'random', bytes: 32, encoding: 'hex' });
    return this.chart.secret(this.component, this.component.name, {
      'http-secret': httpSecret.value,
      [PUBLISHER]: this.publisher.value,
    });
  }

  private createServices(): void {
    const { chart, component } = this;
    const to = k8s.IntOrString.fromString('push');
    chart.service(component, {
      clusterIp: this.address.lazy(),
      ports: [{ name: 'pull', port: 443, targetPort: k8s.IntOrString.fromString('pull') }],
    });
    chart.service(
      component,
      { type: 'NodePort', ports: [{ name: 'push', port: 443, targetPort: to, nodePort: this.nodePort.lazy() }] },
      `${component.name}-push`,
    );
    chart.allow(component, {
      ingress: [
        { from: nodesOf(this.cluster), ports: [port(REGISTRY.ports.pull)] },
        { ports: [port(REGISTRY.ports.push)] },
      ],
    });
  }

  /** Containers named `<host>/…` are fetched from the fixed address; hosts made elsewhere must be told there. */
  private tellNodes(): void {
    if (this.cluster.site === undefined) return;
    this.cluster.addRegistryMirror({
      upstream: this.host,
      url: () => `https://${this.address.text}`,
      authority: this.certificate.attribute('authority'),
    });
  }

  private createMirrors({ mirrors = [], mirrorSize = Size.gibibytes(50) }: RegistryProps): void {
    const storage = this.storage.withSize(mirrorSize);
    for (const upstream of new Set(mirrors)) {
      if (isUpstream(upstream))
        new PullThroughCache(this, `mirror-${upstream}`, { chart: this.chart, upstream, storage });
      else
        this.report({
          rule: 'registry-upstream',
          message: `"${upstream}" is not the name of a registry.`,
          remedy:
            'Write the first part of its images\' names, without scheme and path: "docker.io", "registry.k8s.io".',
        });
    }
  }
}
