import { Allotment } from '../core/allotment';
import { deriveName, NameKinds } from '../core/name';
import { Platform } from '../core/platform';
import { Balancer } from '../iaas/balancer/balancer';
import type { ApiEndpoint, Endpoint } from '../iaas/endpoint';
import type { ICluster, IWorkerPool } from '../scheduling/cluster-interface';
import { takeReplicas } from '../services/replicas';
import type { Certificates } from './certificates';
import { ExistingGateway } from './existing-gateway';
import type { ExistingGatewayProps } from './existing-gateway';
import { GatewayBase } from './gateway-base';
import type { RouteCertificate } from './gateway-base';
import type { ChallengePods, IGateway, RouteBackend } from './gateway-interface';
import { issue } from './issue';
import type { Issuing } from './issuing';
import { Traefik } from './traefik/traefik';

export interface GatewayProps {
  /** How clients reach it: at ports 80 and 443 of a virtual address, or of a balancer of the provider. */
  readonly endpoint: Endpoint;
  /** It serves these and all below them, e.g. `apps.example.com`. Their DNS records are to lead to `hostName`. */
  readonly domains: readonly string[];
  /** Where the certificates of its hosts come from. */
  readonly certificates: Certificates;
  /** Pods that share the work. @default 2 */
  readonly replicas?: number;
  /**
   * Nodes that it runs on, and that the endpoint leads to.
   * @default - the first pool of the cluster, of those that it has by then, that all pods come to
   */
  readonly pool?: IWorkerPool;
}

/** Port of plain HTTP, which only redirects and answers certificate authorities. */
const HTTP_PORT = 80;

/** Port of HTTPS, where the endpoint names no other one. */
const HTTPS_PORT = 443;

/** Where traffic enters a cluster: Traefik behind an address of its own; plain HTTP is redirected, TLS ends here. */
export class Gateway extends GatewayBase {
  public readonly ingressClass: string;
  public readonly namespace: string;
  /** DNS name of its address: `<id>.gateway.<cluster>.<platform's domain>`. */
  public readonly hostName: string;
  /** Undefined where the cluster's hosts are not made here: something of yours must lead to the node ports. */
  public readonly balancer: Balancer | undefined;
  public readonly replicas: number;
  private readonly nodePorts: { readonly http: Allotment; readonly https: Allotment };
  private readonly issuing: Issuing;
  private readonly traefik: Traefik;

  public constructor(cluster: ICluster, id: string, props: GatewayProps) {
    super(cluster, id, cluster, props.domains);
    this.ingressClass = id;
    this.namespace = deriveName(NameKinds.dnsLabel, 'gateway', id);
    this.hostName = `${id}.gateway.${cluster.clusterName}.${Platform.of(this).domain}`;
    this.replicas = takeReplicas(this, props.replicas ?? 2);
    this.nodePorts = { http: this.nodePort('http'), https: this.nodePort('https') };
    const pool = this.choosePool(props.pool);
    this.issuing = issue(this, props.certificates);
    this.traefik = this.createTraefik(pool, props.endpoint);
    this.balancer = this.createBalancer(pool, props.endpoint);
  }

  /** A gateway that is there already. */
  public static fromExisting(cluster: ICluster, id: string, props: ExistingGatewayProps): IGateway {
    return new ExistingGateway(cluster, id, props);
  }

  public get challenges(): ChallengePods | undefined {
    return this.issuing.challenges;
  }

  /** Its virtual address; undefined behind a balancer of a provider. Known once the tree is complete. */
  public get address(): string | undefined {
    return this.balancer?.address;
  }

  public override expose(backend: RouteBackend): void {
    super.expose(backend);
    this.serve(backend.namespace);
  }

  /** Reads the Ingresses of a namespace that were not made by `expose`, and of no other: it must see their certificates. */
  public serve(namespace: string): void {
    this.traefik.serve(namespace);
  }

  protected override certify(backend: RouteBackend): RouteCertificate {
    return this.issuing.certify(backend);
  }

  private nodePort(label: string): Allotment {
    return new Allotment(this, { pool: this.cluster.nodePorts, label });
  }

  private choosePool(wanted: IWorkerPool | undefined): IWorkerPool | undefined {
    const pool = wanted ?? this.cluster.pools.find(({ taint }) => taint === undefined);
    if (this.cluster.site === undefined && pool === undefined) {
      this.report({
        rule: 'gateway-unbalanced',
        message: `Hosts of cluster "${this.cluster.clusterName}" are not made here, so nothing leads to gateway "${this.node.id}".`,
        remedy:
          'Let a balancer of your own lead to its node ports and acknowledge this, or take the gateway that is there: Gateway.fromExisting.',
      });
    } else if (pool === undefined || pool.machines.length === 0 || pool.cluster !== this.cluster) {
      this.report({ rule: 'gateway-pool', ...poolFault(this, pool) });
      return undefined;
    }
    return pool;
  }

  private createTraefik(pool: IWorkerPool | undefined, endpoint: Endpoint): Traefik {
    const site = pool?.site;
    // Nodes hand on what comes to a node port with an address of their own, or of their part of the pod range.
    const trusted = site === undefined ? [] : [site.network.cidr.toString(), this.cluster.podCidr.toString()];
    return new Traefik(this, 'traefik', {
      cluster: this.cluster,
      ingressClass: this.ingressClass,
      namespace: this.namespace,
      pool,
      replicas: this.replicas,
      nodePorts: this.nodePorts,
      certificate: this.issuing.fallback,
      settings: { hostName: this.hostName, httpsPort: endpoint.settings.port ?? HTTPS_PORT, trusted },
    });
  }

  private createBalancer(pool: IWorkerPool | undefined, endpoint: Endpoint): Balancer | undefined {
    if (pool === undefined || !this.takeEndpoint(endpoint)) return undefined;
    const { http, https } = this.nodePorts;
    const port = (number: number, target: Allotment) =>
      ({ port: number, targetPort: () => target.value, check: { kind: 'tcp' }, proxyProtocol: true }) as const;
    return new Balancer(this, 'balancer', {
      site: pool.site,
      endpoint,
      hostName: this.hostName,
      targets: pool.machines,
      ports: [port(HTTP_PORT, http), port(endpoint.settings.port ?? HTTPS_PORT, https)],
    });
  }

  /** The type forbids what is looked for here, but not every program is type-checked. */
  private takeEndpoint({ settings }: ApiEndpoint): boolean {
    if (settings.kind !== 'node-local') return true;
    this.report({
      rule: 'gateway-endpoint',
      message: `Gateway "${this.node.id}" has the endpoint Endpoint.nodeLocal(), which only hosts of the cluster themselves reach.`,
      remedy:
        'Use Endpoint.vip(address) with a free address of its site, or Endpoint.cloud() where the provider has balancers.',
    });
    return false;
  }
}

function poolFault(gateway: Gateway, pool: IWorkerPool | undefined): { message: string; remedy: string } {
  const { clusterName } = gateway.cluster;
  if (pool === undefined)
    return {
      message: `Cluster "${clusterName}" has no pool that all pods come to when gateway "${gateway.node.id}" is made.`,
      remedy: 'Add the pool before the gateway, or name one with `pool`.',
    };
  if (pool.cluster !== gateway.cluster)
    return {
      message: `Pool "${pool.poolName}" of gateway "${gateway.node.id}" belongs to cluster "${pool.cluster.clusterName}", not to "${clusterName}".`,
      remedy: `Name a pool of cluster "${clusterName}".`,
    };
  return {
    message: `All nodes of pool "${pool.poolName}" come and go, so that nothing fixed leads to gateway "${gateway.node.id}".`,
    remedy: 'Name a pool whose machines have fixed addresses (Machines.of, site.hosts) with `pool`.',
  };
}
