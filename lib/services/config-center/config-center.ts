import { Size } from 'cdk8s';
import { PlatformConstruct } from '../../core/construct';
import { Secret } from '../../core/secret';
import type { ICluster } from '../../scheduling/cluster-interface';
import { createDesiredState } from '../desired-state';
import { takeMembers } from '../replicas';
import { ServiceChart } from '../service-chart';
import { StorageClaim } from '../storage/storage-claim';
import type { WorkloadAddition, WorkloadExtension, WorkloadPlace } from '../workload-addition';
import { ConfigSource } from './config-source';
import { Nacos, NACOS_PORTS } from './nacos';
import { NACOS_ADMIN, nacosRequests } from './nacos-state';

export interface ConfigCenterProps {
  /** Members: odd. @default 3 */
  readonly replicas?: number;
  /** Storage of each member. @default - 10 GiB of the cluster's default class */
  readonly storage?: StorageClaim;
}

/**
 * Settings that applications read while they run, and that people change without a new release: Nacos, with its own storage.
 * Each environment of a tenant has a space of its own there, and an account that sees that space only.
 */
export class ConfigCenter extends PlatformConstruct implements WorkloadExtension {
  public readonly cluster: ICluster;
  public readonly replicas: number;
  /** Where clients find it: `settings.settings.svc.cluster.local:8848`. */
  public readonly address: string;
  /** Name of the account for people, and its password. */
  public readonly admin: { readonly name: string; readonly password: Secret };
  private readonly namespace: string;
  private readonly known = new Map<string, ConfigSource>();

  /** Reported: `replica-count`. */
  public constructor(cluster: ICluster, id: string, props: ConfigCenterProps = {}) {
    super(cluster, id);
    this.cluster = cluster;
    this.namespace = id;
    this.replicas = takeMembers(this, props.replicas ?? 3);
    this.admin = { name: NACOS_ADMIN, password: Secret.password(this, 'admin-password') };

    const chart = new ServiceChart(this, id, { cluster, namespace: id, security: 'baseline' });
    const nacos = new Nacos(this, 'nacos', {
      chart,
      replicas: this.replicas,
      storage: props.storage ?? StorageClaim.ofDefaultClass(Size.gibibytes(10)),
    });
    this.address = `${nacos.host}:${NACOS_PORTS.http}`;
    createDesiredState(chart, {
      name: 'nacos-state',
      url: `http://${this.address}`,
      target: { port: NACOS_PORTS.http, selector: nacos.component.selector },
      contentType: 'application/x-www-form-urlencoded',
      requests: () => nacosRequests(this.admin.password.value, this.spaces()),
    });
  }

  /** All spaces that were asked for. */
  public get sources(): readonly ConfigSource[] {
    return [...this.known.values()];
  }

  /** A space for settings, with an account of its own: the same one for the same name. */
  public source(name: string): ConfigSource {
    let source = this.known.get(name);
    if (source === undefined) {
      source = new ConfigSource(this, `space-${name}`, { space: name, address: this.address });
      this.known.set(name, source);
    }
    return source;
  }

  /** What a workload needs to read the settings of its tenant's environment: the space is named as its namespace. */
  public forWorkload({ namespace }: WorkloadPlace): WorkloadAddition {
    const { environment: plain, secretEnvironment } = this.source(namespace);
    const egress = [NACOS_PORTS.http, NACOS_PORTS.client].map((port) => ({ namespace: this.namespace, port }));
    return { cluster: this.cluster, environment: plain, secretEnvironment, egress };
  }

  private spaces() {
    return this.sources.map(({ space, password }) => ({ name: space, password: password.value }));
  }
}
