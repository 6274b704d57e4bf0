import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Allotment } from '../../core/allotment';
import { emitYaml } from '../../core/yaml';
import { ClusterChart } from '../../scheduling/cluster-chart';
import type { ICluster, IWorkerPool } from '../../scheduling/cluster-interface';
import { apiServer, denyAll, namespaceOf, port } from '../../services/network-rules';
import { TLS_SECRET } from '../../services/platform-authority';
import { ServiceChart } from '../../services/service-chart';
import type { Component, StartFiles } from '../../services/service-chart';
import type { KeyPair } from '../issuing';
import { grantCluster, grantNamespace } from './traefik-access';
import type { TraefikAccount } from './traefik-access';
import { dynamicConfig, staticConfig, TRAEFIK_PORTS } from './traefik-config';
import type { TraefikSettings } from './traefik-config';
import { traefikPod } from './traefik-pod';

export interface TraefikProps {
  readonly cluster: ICluster;
  /** Name of its IngressClass. */
  readonly ingressClass: string;
  readonly namespace: string;
  /** Nodes that it runs on; undefined for all that take every pod. */
  readonly pool: IWorkerPool | undefined;
  readonly replicas: number;
  readonly nodePorts: { readonly http: Allotment; readonly https: Allotment };
  /** What it shows where a host has no certificate of its own; undefined for one that it makes for itself. */
  readonly certificate: KeyPair | undefined;
  readonly settings: Omit<TraefikSettings, 'ingressClass' | 'namespaces'>;
}

const STATIC = 'traefik-static';
const DYNAMIC = 'traefik-dynamic';
const CERTIFICATE = 'traefik-certificate';

/** Traefik as the controller of one IngressClass. */
export class Traefik extends ServiceChart {
  private readonly program: Component;
  private readonly account: TraefikAccount;
  private readonly served = new Set<string>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly traefik: TraefikProps,
  ) {
    super(scope, id, { cluster: traefik.cluster, namespace: traefik.namespace, service: 'gateway' });
    this.program = this.component('traefik', 'gateway');
    this.account = { name: traefik.namespace, namespace: traefik.namespace, labels: this.program.labels };
    this.createClusterObjects();
    this.createAccount();
    this.createDeployment(this.createConfig());
    this.createService();
    this.createNetworkPolicies();
  }

  /** Reads the Ingresses of a namespace from now on. */
  public serve(namespace: string): void {
    if (this.served.has(namespace)) return;
    this.served.add(namespace);
    grantNamespace(this, this.account, namespace);
  }

  /** What is not in its namespace. */
  private createClusterObjects(): void {
    const { cluster, namespace, ingressClass } = this.traefik;
    const chart = new ClusterChart(this, 'cluster', { cluster, labels: this.program.labels });
    new k8s.KubeNamespace(chart, 'namespace', {
      metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
    new k8s.KubeIngressClass(chart, 'ingress-class', {
      metadata: { name: ingressClass },
      spec: { controller: 'traefik.io/ingress-controller' },
    });
    grantCluster(chart, this.account);
  }

  private createAccount(): void {
    const { name, labels } = this.account;
    new k8s.KubeServiceAccount(this, 'service-account', { metadata: { name, labels } });
    // Its own namespace too: told of none at all, Traefik would watch every one.
    this.serve(this.traefik.namespace);
  }

  private createConfig(): StartFiles {
    const { certificate } = this.traefik;
    this.configMap(this.program, DYNAMIC, { 'tls.yaml': emitYaml(dynamicConfig(certificate !== undefined)) });
    if (certificate !== undefined) {
      const files = { 'tls.crt': certificate.certificate, 'tls.key': certificate.key };
      this.secret(this.program, CERTIFICATE, files, TLS_SECRET);
    }
    return this.configMap(this.program, STATIC, { 'traefik.yaml': () => this.staticText() });
  }

  private createDeployment(reads: StartFiles): void {
    const { replicas, pool, certificate } = this.traefik;
    const pod = traefikPod({
      selector: this.program.selector,
      serviceAccount: this.account.name,
      pool,
      staticConfig: STATIC,
      dynamicConfig: DYNAMIC,
      certificate: certificate && CERTIFICATE,
    });
    this.deployment(this.program, { pod, replicas, reads: [reads] });
  }

  private createService(): void {
    const { http, https } = this.traefik.nodePorts;
    const target = (name: keyof typeof TRAEFIK_PORTS) => k8s.IntOrString.fromString(name);
    this.service(this.program, {
      type: 'NodePort',
      ports: [
        { name: 'http', port: 80, targetPort: target('web'), nodePort: http.lazy() },
        { name: 'https', port: 443, targetPort: target('websecure'), nodePort: https.lazy() },
      ],
    });
  }

  /** Clients come from anywhere, metrics are read from within the cluster; it reaches what it serves and the API server. */
  private createNetworkPolicies(): void {
    const served = Lazy.any({ produce: () => this.namespaces.map(namespaceOf) }) as k8s.NetworkPolicyPeer[];
    denyAll(this);
    this.allow(this.program, {
      ingress: [
        { ports: [port(TRAEFIK_PORTS.web), port(TRAEFIK_PORTS.websecure)] },
        { ports: [port(TRAEFIK_PORTS.metrics)], from: [{ namespaceSelector: {} }] },
      ],
      egress: [apiServer(), { to: served }],
    });
  }

  private get namespaces(): readonly string[] {
    return [...this.served].sort();
  }

  private staticText(): string {
    const { settings, ingressClass } = this.traefik;
    return emitYaml(staticConfig({ ...settings, ingressClass, namespaces: this.namespaces }));
  }
}
