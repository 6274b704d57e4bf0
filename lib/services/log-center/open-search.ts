import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { emitYaml } from '../../core/yaml';
import { createDesiredState } from '../desired-state';
import { podsOf, podsWith, port } from '../network-rules';
import { platformCertificate, TLS_SECRET, tlsFiles } from '../platform-authority';
import type { Component, ServiceChart, StartFiles } from '../service-chart';
import type { StorageClaim } from '../storage/storage-claim';
import { httpProbe, resources, secretVolume, spread, tcpProbe, variables } from '../workload';
import { COMMON_NAMES, OPEN_SEARCH_CONFIG, openSearchConfig, securityFiles } from './open-search-config';
import { logRequests } from './open-search-state';
import type { LogState } from './open-search-state';

export interface OpenSearchProps {
  readonly chart: ServiceChart;
  readonly replicas: number;
  /** Of each replica. */
  readonly storage: StorageClaim;
  readonly retentionDays: number;
  readonly passwords: LogState['passwords'];
  /** Who else may ask it: pods of other namespaces. */
  readonly clients: readonly { readonly namespace: string; readonly selector: Record<string, string> }[];
}

/** Version of OpenSearch and its Dashboards. */
export const OPEN_SEARCH_VERSION = '3.6.0';

export const OPEN_SEARCH_PORT = 9200;
const TRANSPORT_PORT = 9300;
const NAME = 'opensearch';
const NODES = 'opensearch-nodes';
const TLS = 'opensearch-tls';
const USER = 1000;
const DATA = '/usr/share/opensearch/data';

/** Half of the container's memory, as the program's own documentation wants it: the rest is for the cache of files. */
const MEMORY = { container: '3Gi', heap: '1536m' };

/** Where logs are kept and found: OpenSearch, each node with storage of its own. */
export class OpenSearch extends PlatformConstruct {
  /** Its pods. */
  public readonly component: Component;
  /** Name for clients in the cluster. */
  public readonly host: string;
  private readonly props: OpenSearchProps;

  public constructor(scope: Construct, id: string, props: OpenSearchProps) {
    super(scope, id);
    this.props = props;
    this.component = props.chart.component(NAME, 'store');
    this.host = props.chart.serviceHost(NAME);
    this.createNodes(this.createConfig(), this.createCertificate());
    this.createServices();
    this.createState();
    this.openWays();
  }

  private createConfig(): StartFiles {
    const { chart, replicas } = this.props;
    const settings = {
      clusterName: chart.namespaceName,
      nodesService: NODES,
      nodes: Array.from({ length: replicas }, (_, n) => `${NAME}-${n}`),
    };
    const files = { 'opensearch.yml': openSearchConfig(settings), ...securityFiles() };
    const texts = Object.entries(files).map(([file, content]) => [file, emitYaml(content)]);
    return chart.configMap(this.component, NAME, Object.fromEntries(texts) as Record<string, string>);
  }

  private createCertificate(): StartFiles {
    const { chart } = this.props;
    const certificate = platformCertificate(this, 'certificate', COMMON_NAMES.node, () => [
      NAME,
      this.host,
      `*.${chart.serviceHost(NODES)}`,
    ]);
    return chart.secret(this.component, TLS, tlsFiles(certificate), TLS_SECRET);
  }

  private createNodes(config: StartFiles, tls: StartFiles): void {
    const { chart, replicas, storage } = this.props;
    chart.statefulSet(this.component, {
      replicas,
      serviceName: NODES,
      claims: { data: storage.forOne() },
      reads: [config, tls],
      pod: {
        securityContext: {
          runAsUser: USER,
          runAsGroup: USER,
          fsGroup: USER,
          fsGroupChangePolicy: 'OnRootMismatch',
        },
        topologySpreadConstraints: spread(this.component.selector, 'always'),
        terminationGracePeriodSeconds: 120,
        volumes: [
          { name: 'settings', configMap: { name: config.name } },
          {
            name: 'security',
            configMap: { name: config.name, items: Object.keys(securityFiles()).map((key) => ({ key, path: key })) },
          },
          secretVolume(tls.name),
        ],
        containers: [nodeContainer()],
      },
    });
  }

  private createServices(): void {
    const { chart } = this.props;
    chart.service(this.component, { ports: [servicePort('https', OPEN_SEARCH_PORT)] });
    chart.service(
      this.component,
      {
        clusterIp: 'None',
        publishNotReadyAddresses: true, // nodes are ready only when they have found each other
        ports: [servicePort('https', OPEN_SEARCH_PORT), servicePort('transport', TRANSPORT_PORT)],
      },
      NODES,
    );
  }

  private createState(): void {
    const { chart, replicas, retentionDays, passwords } = this.props;
    const admin = platformCertificate(this, 'admin-certificate', COMMON_NAMES.admin, () => []);
    const name = 'opensearch-state';
    const tls = chart.secret(this.component, `${name}-tls`, tlsFiles(admin), TLS_SECRET);
    createDesiredState(chart, {
      name,
      url: `https://${NAME}:${OPEN_SEARCH_PORT}`,
      target: { port: OPEN_SEARCH_PORT, selector: this.component.selector },
      contentType: 'application/json',
      tlsSecret: tls.name,
      requests: () => logRequests({ retentionDays, copies: Math.min(replicas - 1, 1), passwords }),
    });
  }

  private openWays(): void {
    const { chart, clients } = this.props;
    const others = clients.map(({ namespace, selector }) => podsOf(namespace, selector));
    const own = podsWith({ 'app.kubernetes.io/part-of': chart.namespaceName });
    chart.allow(this.component, {
      ingress: [
        { from: [own, ...others], ports: [port(OPEN_SEARCH_PORT)] },
        { from: [podsWith(this.component.selector)], ports: [port(TRANSPORT_PORT)] },
      ],
      egress: [{ to: [podsWith(this.component.selector)], ports: [port(TRANSPORT_PORT), port(OPEN_SEARCH_PORT)] }],
    });
  }
}

function servicePort(name: string, number: number): k8s.ServicePort {
  return { name, port: number, targetPort: k8s.IntOrString.fromString(name) };
}

function nodeContainer(): k8s.Container {
  return {
    name: NAME,
    image: `docker.io/opensearchproject/opensearch:${OPEN_SEARCH_VERSION}`,
    env: variables({
      DISABLE_INSTALL_DEMO_CONFIG: 'true',
      DISABLE_PERFORMANCE_ANALYZER_AGENT_CLI: 'true',
      OPENSEARCH_JAVA_OPTS: `-Xms${MEMORY.heap} -Xmx${MEMORY.heap}`,
    }),
    ports: [
      { name: 'https', containerPort: OPEN_SEARCH_PORT },
      { name: 'transport', containerPort: TRANSPORT_PORT },
    ],
    resources: resources('500m', MEMORY.container),
    // It writes logs and a key store beside its programs.
    securityContext: { readOnlyRootFilesystem: false },
    startupProbe: { ...tcpProbe('transport'), periodSeconds: 10, failureThreshold: 60 },
    // Answers without an account: UP once the accounts are loaded.
    readinessProbe: { ...httpProbe('/_plugins/_security/health', 'https', 'HTTPS'), periodSeconds: 10 },
    livenessProbe: { ...tcpProbe('transport'), periodSeconds: 20, failureThreshold: 6 },
    volumeMounts: [
      { name: 'data', mountPath: DATA },
      {
        name: 'settings',
        mountPath: `${OPEN_SEARCH_CONFIG}/opensearch.yml`,
        subPath: 'opensearch.yml',
        readOnly: true,
      },
      { name: 'security', mountPath: `${OPEN_SEARCH_CONFIG}/opensearch-security`, readOnly: true },
      { name: TLS, mountPath: `${OPEN_SEARCH_CONFIG}/tls`, readOnly: true },
    ],
  };
}
