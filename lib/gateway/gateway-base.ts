import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import { report } from '../core/finding';
import { isName, NameKinds } from '../core/name';
import { callSite } from '../core/source';
import type { ICluster } from '../scheduling/cluster-interface';
import type { ChallengePods, IGateway, Route, RouteBackend } from './gateway-interface';

/** How an Ingress gets its certificate. */
export interface RouteCertificate {
  /** Secret in the namespace of the Ingress; undefined where the gateway's own certificate is shown. */
  readonly secret: string | undefined;
  /** Annotations of the Ingress. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** What all gateways do: hand out hosts, keep the list of routes, make an Ingress for each. */
export abstract class GatewayBase extends PlatformConstruct implements IGateway {
  public abstract readonly ingressClass: string;
  public abstract readonly namespace: string;
  public abstract readonly challenges: ChallengePods | undefined;
  public readonly domains: readonly string[];
  private readonly backends = new Map<string, RouteBackend>();

  public constructor(
    scope: Construct,
    id: string,
    public readonly cluster: ICluster,
    domains: readonly string[],
  ) {
    super(scope, id);
    this.domains = this.takeDomains(domains);
  }

  public get routes(): readonly RouteBackend[] {
    return [...this.backends.values()];
  }

  public host(name: string, path = '/'): Route {
    // A route is a value: what is wrong with it is shown at the line that asked for it.
    const source = callSite(this.host as never);
    const at = source && { source };
    if (!isName(NameKinds.dnsName, name) || !this.domains.some((domain) => isWithin(name, domain)))
      this.report({
        rule: 'route-domain',
        message: `The host "${name}" is not one of gateway "${this.node.id}".`,
        remedy: `Name ${this.domains.map((domain) => `"${domain}" or a host below it`).join(', ')}, or add its domain to the gateway.`,
        ...at,
      });
    if (!/^\/[^\s?#]*$/.test(path))
      this.report({
        rule: 'route-path',
        message: `The path "${path}" of host "${name}" is not a path.`,
        remedy: 'Begin it with "/" and leave out blanks, "?" and "#", e.g. "/api".',
        ...at,
      });
    return { gateway: this, host: name, path: path.replace(/(?<=.)\/+$/, '') };
  }

  public expose(backend: RouteBackend): void {
    const key = `${backend.host}${backend.path}`;
    const holder = this.backends.get(key);
    if (holder === undefined) {
      this.backends.set(key, backend);
      this.createIngress(backend);
      return;
    }
    report(backend.at, {
      rule: 'route-taken',
      message: `"${key}" leads to "${holder.at.node.path}" already.`,
      remedy: 'Give one of the two another host or another path.',
      related: [holder.at],
    });
  }

  /** Sees to a certificate for a route. */
  protected abstract certify(backend: RouteBackend): RouteCertificate;

  private takeDomains(domains: readonly string[]): readonly string[] {
    for (const domain of domains)
      if (!isName(NameKinds.dnsName, domain))
        this.report({
          rule: 'gateway-domain',
          message: `"${domain}" is not a domain that gateway "${this.node.id}" can serve.`,
          remedy: `Write it as "apps.example.com": all hosts below it are served too, so that no "*." is needed. Allowed: ${NameKinds.dnsName.allowed}.`,
        });
    return [...domains];
  }

  private createIngress(backend: RouteBackend): void {
    const { scope, name, namespace, host, path, service, labels } = backend;
    const { secret, annotations } = this.certify(backend);
    new k8s.KubeIngress(scope, 'ingress', {
      metadata: { name, namespace, labels: { ...labels }, annotations: { ...annotations } },
      spec: {
        ingressClassName: this.ingressClass,
        tls: [{ hosts: [host], ...(secret !== undefined && { secretName: secret }) }],
        rules: [
          {
            host,
            http: {
              paths: [
                {
                  path,
                  pathType: 'Prefix',
                  backend: { service: { name: service.name, port: { number: service.port } } },
                },
              ],
            },
          },
        ],
      },
    });
  }
}

/** Whether a host is a domain or lies below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
