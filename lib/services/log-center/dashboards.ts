import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { Secret } from '../../core/secret';
import { emitYaml } from '../../core/yaml';
import { namespaceOf, podsWith, port } from '../network-rules';
import { platformAuthority } from '../platform-authority';
import type { Component, ServiceChart, StartFiles } from '../service-chart';
import { configVolume, emptyFolder, resources, secretVariables, spread, tcpProbe } from '../workload';
import { OPEN_SEARCH_PORT, OPEN_SEARCH_VERSION } from './open-search';
import type { OpenSearch } from './open-search';
import { ACCOUNTS } from './open-search-state';

export interface DashboardsProps {
  readonly chart: ServiceChart;
  readonly store: OpenSearch;
  /** Password of its account: a reference. */
  readonly password: string;
  readonly replicas: number;
}

const NAME = 'dashboards';
const USER = 1000;
const FOLDER = '/usr/share/opensearch-dashboards';
const PORT = 5601;

/** Where people look at logs: OpenSearch Dashboards. Nobody reaches it until a namespace is admitted. */
export class Dashboards extends PlatformConstruct {
  /** The Service in front of it, for routes. */
  public readonly service = { name: NAME, port: 80 } as const;
  public readonly namespace: string;
  private readonly props: DashboardsProps;
  private readonly component: Component;
  private readonly admitted = new Set<string>();

  public constructor(scope: Construct, id: string, props: DashboardsProps) {
    super(scope, id);
    this.props = props;
    this.namespace = props.chart.namespaceName;
    this.component = props.chart.component('opensearch-dashboards', 'web', NAME);
    this.createWorkload(this.createConfig(), this.createKeys());
    this.createService();
    this.openWays();
  }

  /** Lets the pods of a namespace reach it: those of a gateway. */
  public admit(namespace: string): this {
    this.admitted.add(namespace);
    return this;
  }

  private createConfig(): StartFiles {
    return this.props.chart.configMap(this.component, NAME, {
      'opensearch_dashboards.yml': emitYaml(dashboardsConfig(`https://opensearch:${OPEN_SEARCH_PORT}`)),
      'ca.crt': platformAuthority(this).attribute('certificate'),
    });
  }

  private createKeys(): StartFiles {
    return this.props.chart.secret(this.component, NAME, {
      password: this.props.password,
      'cookie-key': Secret.password(this, 'cookie-key', 48).value,
    });
  }

  private createWorkload(config: StartFiles, keys: StartFiles): void {
    const { chart, replicas } = this.props;
    chart.deployment(this.component, {
      replicas,
      reads: [config, keys],
      pod: {
        securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
        topologySpreadConstraints: spread(this.component.selector, 'if-possible'),
        volumes: [configVolume(config.name), emptyFolder('data', '64Mi')],
        containers: [
          {
            name: NAME,
            image: `docker.io/opensearchproject/opensearch-dashboards:${OPEN_SEARCH_VERSION}`,
            env: secretVariables(keys.name, { OPENSEARCH_ACCOUNT_PASSWORD: 'password', COOKIE_KEY: 'cookie-key' }),
            ports: [{ name: 'http', containerPort: PORT }],
            resources: resources('100m', '1Gi'),
            // Its start script writes beside the program.
            securityContext: { readOnlyRootFilesystem: false },
            startupProbe: { ...tcpProbe('http'), periodSeconds: 10, failureThreshold: 60 },
            readinessProbe: tcpProbe('http'),
            livenessProbe: { ...tcpProbe('http'), periodSeconds: 20 },
            volumeMounts: [
              {
                name: config.name,
                mountPath: `${FOLDER}/config/opensearch_dashboards.yml`,
                subPath: 'opensearch_dashboards.yml',
                readOnly: true,
              },
              { name: config.name, mountPath: `${FOLDER}/config/ca.crt`, subPath: 'ca.crt', readOnly: true },
              { name: 'data', mountPath: `${FOLDER}/data` },
            ],
          },
        ],
      },
    });
  }

  private createService(): void {
    const targetPort = k8s.IntOrString.fromString('http');
    this.props.chart.service(this.component, { ports: [{ name: 'http', port: this.service.port, targetPort }] });
  }

  private openWays(): void {
    const { chart, store } = this.props;
    const rules = () =>
      this.admitted.size === 0 ? [] : [{ from: [...this.admitted].sort().map(namespaceOf), ports: [port(PORT)] }];
    chart.allow(this.component, {
      ingress: Lazy.any({ produce: rules }) as k8s.NetworkPolicyIngressRule[],
      egress: [{ to: [podsWith(store.component.selector)], ports: [port(OPEN_SEARCH_PORT)] }],
    });
  }
}

/** Source: docs.opensearch.org/latest/install-and-configure/configuring-dashboards */
export function dashboardsConfig(storeUrl: string) {
  return {
    'server.host': '0.0.0.0',
    'server.name': NAME,
    'opensearch.hosts': [storeUrl],
    'opensearch.username': ACCOUNTS.dashboards,
    'opensearch.password': '${OPENSEARCH_ACCOUNT_PASSWORD}',
    'opensearch.ssl.verificationMode': 'full',
    'opensearch.ssl.certificateAuthorities': [`${FOLDER}/config/ca.crt`],
    'opensearch.requestHeadersAllowlist': ['authorization', 'securitytenant'],
    'opensearch_security.cookie.password': '${COOKIE_KEY}',
    'opensearch_security.multitenancy.enabled': false,
  };
}
