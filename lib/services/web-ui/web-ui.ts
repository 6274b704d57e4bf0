import { k8s } from 'cdk8s-plus-27';
import { PlatformConstruct } from '../../core/construct';
import { Platform } from '../../core/platform';
import type { Secret } from '../../core/secret';
import type { ICluster } from '../../scheduling/cluster-interface';
import { apiServer, namespaceOf, podsWith, port } from '../network-rules';
import { ServiceChart } from '../service-chart';
import type { Component } from '../service-chart';
import { emptyFolder } from '../workload';
import { HEADLAMP, headlamp } from './headlamp';
import type { SignIn } from './headlamp';
import type { PeopleDirectory, WebEntrance } from './surroundings';

export interface WebUiProps {
  /** Name by which people reach it. @default - `<id>.<domain of the platform>` */
  readonly host?: string;
  /** What leads to it from outside: a gateway. @default - nothing: people use `kubectl port-forward` */
  readonly gateway?: WebEntrance;
  /** OpenID Connect provider at which people sign in. @default - they show a token of Kubernetes */
  readonly directory?: PeopleDirectory;
  /** What the page shows the provider. @default - nothing: a public client with PKCE */
  readonly clientSecret?: Secret;
  /**
   * What the provider is asked to put into tokens: some give groups only where `groups` is asked for, some refuse it.
   * @default ['profile', 'email', 'groups']
   */
  readonly scopes?: readonly string[];
}

/** Port on people's own machines where nothing leads to it from outside. */
const FORWARDED_PORT = 8080;

/**
 * The cluster in a browser: Headlamp. It has no rights of its own: people see and do there what they may see and do anyway,
 * with their token. Without a gateway: `kubectl -n <id> port-forward service/headlamp 8080:80`, then http://localhost:8080.
 */
export class WebUi extends PlatformConstruct {
  public readonly cluster: ICluster;
  /** `https://ui.example.com`, or where people find it while they forward its port. */
  public readonly url: string;
  /** Undefined where people show a token of Kubernetes. */
  public readonly signIn: SignIn | undefined;
  private readonly chart: ServiceChart;
  private readonly component: Component;

  /** Reported: `sign-in-directory` (LDAP, which web pages cannot use); by the gateway `route-domain`, `route-taken`. */
  public constructor(cluster: ICluster, id: string, props: WebUiProps = {}) {
    super(cluster, id);
    this.cluster = cluster;
    const host = props.host ?? `${id}.${Platform.of(this).domain}`;
    const { gateway } = props;
    this.url = gateway === undefined ? `http://localhost:${FORWARDED_PORT}` : `https://${host}`;
    this.signIn = this.takeSignIn(props);
    this.chart = new ServiceChart(this, id, { cluster, namespace: id, security: 'restricted' });
    this.component = this.chart.component('headlamp', 'web');
    this.createWorkload(props.clientSecret);
    this.openWays(gateway);
    if (gateway !== undefined) this.expose(gateway, host);
  }

  private takeSignIn({ directory, scopes = ['profile', 'email', 'groups'] }: WebUiProps): SignIn | undefined {
    if (directory === undefined) return undefined;
    const { settings } = directory;
    if (settings.kind === 'oidc' && URL.canParse(settings.url))
      return { url: settings.url, clientId: settings.clientId, scopes, callback: `${this.url}/oidc-callback` };
    this.report({
      rule: 'sign-in-directory',
      message: `People cannot sign in to the web interface at ${settings.url}: it takes OpenID Connect alone.`,
      remedy:
        'Give `Directory.oidc(…)`, with a provider in front of LDAP where there is one; or leave `directory` out.',
    });
    return undefined;
  }

  private createWorkload(clientSecret: Secret | undefined): void {
    const { chart, component, signIn } = this;
    const { name, labels } = component;
    const secret =
      signIn && clientSecret && chart.secret(component, name, { [HEADLAMP.secretKey]: clientSecret.value });
    new k8s.KubeServiceAccount(chart, 'service-account', { metadata: { name, labels } });
    chart.deployment(component, {
      // One: who has begun to sign in is known to that pod alone.
      ...(secret && { reads: [secret] }),
      pod: {
        // An account without any right: the program wants to find the API server by it, and does not use it for people.
        serviceAccountName: name,
        automountServiceAccountToken: true,
        securityContext: { runAsUser: HEADLAMP.user, runAsGroup: HEADLAMP.group, fsGroup: HEADLAMP.group },
        volumes: [emptyFolder('tmp', '64Mi'), emptyFolder('home', '16Mi')],
        containers: [headlamp(this.cluster.clusterName, signIn, secret?.name)],
      },
    });
    chart.service(component, { ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] });
  }

  private openWays(gateway: WebEntrance | undefined): void {
    const { chart, component, signIn } = this;
    chart.allow(component, {
      ingress: gateway === undefined ? [] : [{ from: [namespaceOf(gateway.namespace)], ports: [port(HEADLAMP.port)] }],
      egress: [apiServer(), ...(signIn ? [{ ports: [port(portOf(signIn.url))] }] : [])],
    });
  }

  private expose(gateway: WebEntrance, host: string): void {
    const { chart, component } = this;
    gateway.host(host);
    gateway.expose({
      at: this,
      scope: chart,
      name: component.name,
      namespace: chart.namespaceName,
      host,
      path: '/',
      service: { name: component.name, port: 80 },
      labels: component.labels,
    });
    if (gateway.challenges === undefined) return;
    const { labels, port: number } = gateway.challenges;
    new k8s.KubeNetworkPolicy(chart, 'network-policy-challenges', {
      metadata: { name: 'challenges', labels: component.labels },
      spec: {
        podSelector: podsWith({ ...labels }).podSelector ?? {},
        policyTypes: ['Ingress'],
        ingress: [{ from: [namespaceOf(gateway.namespace)], ports: [port(number)] }],
      },
    });
  }
}

function portOf(url: string): number {
  const { port } = new URL(url);
  return port === '' ? 443 : Number(port);
}
