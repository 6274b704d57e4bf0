import type { Construct } from 'constructs';
import { Balancer } from '../iaas/balancer/balancer';
import { NodeLocalBalancer } from '../iaas/balancer/node-local-balancer';
import { NodeLocalEndpoint } from '../iaas/endpoint';
import type { ApiEndpoint, Endpoint } from '../iaas/endpoint';
import type { Machine } from '../iaas/machine';
import { reportLack } from '../iaas/provider-lacks';
import type { ISite } from '../iaas/site-interface';
import type { Peer } from '../iaas/traffic/flow';
import { Ports } from './bootstrap/paths';

/** Port of the balancer in front of API servers where it runs on their hosts: there they have 6443 themselves. */
export const API_BALANCER_PORT = 8443;

/** Port of each API server, and of a balancer in front of them that does not share their hosts. */
export const API_PORT = Ports.apiServer;

export type ApiBalancer = Balancer | NodeLocalBalancer;

export interface ApiBalancerProps {
  readonly site: ISite;
  readonly endpoint: ApiEndpoint;
  readonly hostName: string;
  /** Hosts of the control plane. */
  readonly targets: readonly Machine[];
  /** Who uses the API servers. Read once the tree is complete. */
  readonly clients: () => readonly Peer[];
}

/** What leads to the API servers of a cluster. */
export function createApiBalancer(scope: Construct, { endpoint, ...common }: ApiBalancerProps): ApiBalancer {
  const check = { kind: 'https', path: '/readyz' } as const;
  const { port = defaultPort(endpoint) } = endpoint.settings;
  if (endpoint instanceof NodeLocalEndpoint)
    return new NodeLocalBalancer(scope, 'api', { ...common, endpoint, port, targetPort: API_PORT, check });
  checkHairpin(scope, endpoint, port, common);
  const balancer = new Balancer(scope, 'api', {
    ...common,
    endpoint,
    ports: [{ port, targetPort: () => API_PORT, check }],
  });
  if (common.site.provider.capabilities.cloudBalancers)
    checkName(scope, balancer, { who: `The API server "${common.hostName}"`, site: common.site });
  return balancer;
}

/** Whether hosts find it by DNS alone: its provider chooses the address, so that no file on a host can have it. */
export function needsDns({ endpoint: { settings }, site }: ApiBalancer): boolean {
  return settings.kind === 'cloud' && site.provider.capabilities.balancerAddresses !== true;
}

/** Reports hosts that would look for the name of the API servers in vain. @param hosts `who` begins a sentence */
export function checkName(
  scope: Construct,
  balancer: ApiBalancer,
  { who, site }: { readonly who: string; readonly site: ISite },
): void {
  if (!needsDns(balancer) || site.provider.capabilities.privateDns === true) return;
  reportLack(scope, site, {
    who,
    what: `private DNS in which its hosts would find "${balancer.hostName}", a balancer of site "${balancer.site.siteName}"`,
    instead: 'Use Endpoint.nodeLocal(): then each host finds the API servers by their own addresses.',
  });
}

function defaultPort({ settings }: ApiEndpoint): number {
  return settings.kind === 'vip' && settings.on === undefined ? API_BALANCER_PORT : API_PORT;
}

/** With the API server's own port, its name leads each host of the control plane to itself; with another it cannot. */
function checkHairpin(
  scope: Construct,
  { settings }: Endpoint,
  port: number,
  { site, hostName }: Pick<ApiBalancerProps, 'site' | 'hostName'>,
): void {
  if (settings.kind !== 'cloud' || port === API_PORT || site.provider.capabilities.balancerHairpin !== false) return;
  reportLack(scope, site, {
    who: `The API server "${hostName}" at port ${port}`,
    what: 'balancers through which a host of the control plane reaches itself',
    instead: `Leave the port out: at ${API_PORT} these hosts call their own API server.`,
  });
}
