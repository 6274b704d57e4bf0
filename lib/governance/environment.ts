import { k8s } from 'cdk8s-plus-27';
import { PlatformConstruct } from '../core/construct';
import { deriveName, NameKinds } from '../core/name';
import { isWithin } from '../gateway/gateway-base';
import type { IGateway, Route } from '../gateway/gateway-interface';
import { ClusterChart } from '../scheduling/cluster-chart';
import type { ICluster, IWorkerPool } from '../scheduling/cluster-interface';
import type { Application, Components, Overrides } from './application';
import { quotaFaults } from './checks';
import type { Component } from './component';
import { sum } from './demand';
import type { Demand } from './demand';
import { allowChallenges, createIsolation } from './isolation';
import { COST_CENTER_LABEL, ENVIRONMENT_LABEL, OWNER_ANNOTATION, TENANT_LABEL } from './labels';
import { createQuota, quotaOf } from './quota';
import type { LimitProps, Quota, QuotaProps } from './quota';
import { bindPeople, provideTenantRoles } from './roles';
import type { People } from './roles';
import { RunningApplication } from './running-application';

export interface EnvironmentProps {
  /** Nodes that its pods run on; or a cluster, for all nodes of it that every pod comes to. */
  readonly on: IWorkerPool | ICluster;
  /** What all its pods may have together. */
  readonly quota: QuotaProps;
  /** The most that one container may have. @default - as much as the quota has */
  readonly limits?: LimitProps;
  /**
   * Whether its applications have the hosts that their routes name. In all other environments `shop.example.com` becomes
   * `<id>.shop.example.com`, so that one application can run in several.
   * @default - true where the id is `prod` or `production`, else false
   */
  readonly production?: boolean;
}

/** Whose environment it is, as far as it needs to know. */
export interface EnvironmentOwner extends PlatformConstruct {
  readonly tenantName: string;
  readonly people: People;
  readonly domains: readonly string[] | undefined;
  readonly owner: string | undefined;
  readonly costCenter: string | undefined;
}

/** One environment of a tenant: a namespace that nothing gets into or out of but what is declared. */
export class Environment extends PlatformConstruct {
  public readonly environmentName: string;
  public readonly cluster: ICluster;
  /** Undefined where its pods run on all nodes that every pod comes to. */
  public readonly pool: IWorkerPool | undefined;
  /** `<tenant>-<environment>`. */
  public readonly namespace: string;
  public readonly quota: Quota;
  public readonly limits: LimitProps | undefined;
  public readonly production: boolean;
  private readonly running: RunningApplication[] = [];
  private readonly gateways = new Set<IGateway>();
  private readonly chart: ClusterChart;

  public constructor(
    /** Whose it is. */
    public readonly tenant: EnvironmentOwner,
    id: string,
    props: EnvironmentProps,
  ) {
    super(tenant, id);
    this.environmentName = id;
    this.pool = 'poolName' in props.on ? props.on : undefined;
    this.cluster = 'poolName' in props.on ? props.on.cluster : props.on;
    this.namespace = this.takeNamespace();
    this.quota = this.takeQuota(props.quota);
    this.limits = props.limits;
    this.production = props.production ?? ['prod', 'production'].includes(id);
    this.chart = this.createNamespace();
    createQuota(this.chart, this.quota, this.limits);
    createIsolation(this.chart);
    provideTenantRoles(this.cluster);
    bindPeople(this.chart, tenant.people);
  }

  public get applications(): readonly RunningApplication[] {
    return [...this.running];
  }

  /** What all its applications need of the quota while they run. */
  public get requested(): Demand {
    return sum(this.components.map(({ requested }) => requested));
  }

  /** What they need at the most: while new versions of all of them take the place of the old ones. */
  public get peak(): Demand {
    return sum(this.components.map(({ peak }) => peak));
  }

  /**
   * Runs an application here.
   * @param overrides what is otherwise in this environment, by component; a route is taken as it is written
   */
  public run<C extends Components>(
    id: string,
    application: Application<C>,
    overrides: Overrides<NoInfer<C>> = {},
  ): RunningApplication {
    const { cluster, pool, namespace, labels } = this;
    const running = new RunningApplication(this, id, {
      components: application.components,
      overrides,
      surroundings: {
        cluster,
        pool,
        namespace,
        labels,
        tenant: this.tenant.tenantName,
        environment: this.environmentName,
        routeOf: (component, override) => this.routeOf(component, override),
      },
    });
    this.running.push(running);
    return running;
  }

  private get components() {
    return this.running.flatMap(({ components }) => components);
  }

  private get labels(): Readonly<Record<string, string>> {
    const { tenantName, costCenter } = this.tenant;
    return {
      [TENANT_LABEL]: tenantName,
      [ENVIRONMENT_LABEL]: this.environmentName,
      ...(costCenter !== undefined && { [COST_CENTER_LABEL]: costCenter }),
    };
  }

  private takeNamespace(): string {
    const name = deriveName(NameKinds.dnsLabel, this.tenant.tenantName, this.environmentName);
    if (name.startsWith('kube-'))
      this.report({
        rule: 'namespace-reserved',
        message: `The namespace "${name}" of environment "${this.environmentName}" is Kubernetes' own: names that begin with "kube-" are reserved.`,
        remedy: 'Give the tenant another id.',
      });
    return name;
  }

  private takeQuota(props: QuotaProps): Quota {
    for (const fault of quotaFaults(props))
      this.report({
        rule: 'quota-value',
        message: `The quota of environment "${this.environmentName}" of tenant "${this.tenant.tenantName}" is not one: ${fault}.`,
        remedy: 'Give CPUs, memory and disk of more than 0, and whole numbers of pods and other objects.',
      });
    return quotaOf(props);
  }

  /** The namespace, and the chart of what is in it. */
  private createNamespace(): ClusterChart {
    const { cluster, namespace, labels } = this;
    const { owner } = this.tenant;
    const around = new ClusterChart(this, 'resource', { cluster, labels });
    new k8s.KubeNamespace(around, 'namespace', {
      metadata: {
        name: namespace,
        labels: {
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
        ...(owner !== undefined && { annotations: { [OWNER_ANNOTATION]: owner } }),
      },
    });
    const isolation = { ...labels, 'app.kubernetes.io/component': 'isolation', 'app.kubernetes.io/part-of': 'tenancy' };
    return new ClusterChart(around, 'isolation', { cluster, namespace, labels: isolation });
  }

  /** The route of a component here: the host that the definition names, made this environment's own where others run it too. */
  private routeOf(component: Component, override: Partial<Component> | undefined): Route | undefined {
    const written = override?.route;
    const route = written ?? (component.route && this.own(component.route));
    if (route === undefined || !this.canServe(route)) return undefined;
    if (!this.gateways.has(route.gateway)) {
      this.gateways.add(route.gateway);
      allowChallenges(this.chart, route.gateway);
    }
    return route;
  }

  private own(route: Route): Route {
    return this.production ? route : { ...route, host: `${this.environmentName}.${route.host}` };
  }

  private canServe({ gateway, host }: Route): boolean {
    const { domains, tenantName } = this.tenant;
    if (domains !== undefined && !domains.some((domain) => isWithin(host, domain)))
      this.report({
        rule: 'tenant-domain',
        message: `The host "${host}" does not belong to tenant "${tenantName}".`,
        remedy: `Use ${domains.map((domain) => `"${domain}" or a host below it`).join(', ')}, or add its domain to the tenant's \`domains\`.`,
      });
    if (gateway.cluster === this.cluster) return true;
    this.report({
      rule: 'route-cluster',
      message: `Gateway "${gateway.node.id}" is in cluster "${gateway.cluster.clusterName}" and cannot reach environment "${this.environmentName}" of tenant "${tenantName}", which is in cluster "${this.cluster.clusterName}".`,
      remedy: 'Use a route of a gateway in the same cluster.',
    });
    return false;
  }
}
