import { Cidr, parseAddress } from '../../core/cidr';
import type { ISite, SiteHost } from '../site-interface';
import { addressRange, ANYONE } from './address-range';
import { declareFlows, protocol, tcp, udp } from './flow';
import { HostGroup } from './host-group';
import { podRangesIn } from './pod-ranges';
import { flowsToUrls, WEB_PORTS } from './url-flows';

/** A site, as its own flows need it. */
export interface FlowSite extends ISite {
  /** All hosts on it, whoever uses them. */
  readonly admitted: readonly SiteHost[];
  /** Networks behind its links. */
  readonly linkedNetworks: readonly Cidr[];
  /** URLs that all its hosts have packages from, beside their distribution. */
  readonly packageUrls: readonly string[];
}

/** What all hosts of a site have to do with others, whatever they are for. */
export function declareSiteFlows(site: FlowSite): void {
  const hosts = new HostGroup(site, { role: 'hosts', members: () => site.admitted, grows: true });
  declareFlows(site, () => {
    const near = addressRange(`sites that ${site.siteName} reaches`, [site.network.cidr, ...site.linkedNetworks]);
    return [
      {
        from: [site.access.ssh],
        except: addressRange('pods', podRangesIn(site)),
        to: hosts,
        traffic: [tcp(site.provider.sshPort ?? 22)],
        why: 'administrators come by SSH, from named networks only',
      },
      {
        from: [near],
        to: hosts,
        traffic: [protocol('icmp')],
        why: 'sizes of packets, and whether a host is there',
        // Hosts let ICMP in from everybody.
        only: 'networks',
      },
      { from: [hosts], to: timeServers(site), traffic: [udp(123)], why: 'time, by NTP' },
      { from: [hosts], to: ANYONE, traffic: [udp(53), tcp(53)], why: 'names, by DNS' },
      {
        from: [hosts],
        to: ANYONE,
        traffic: [tcp(...WEB_PORTS)],
        why: 'packages, images and interfaces of the provider, by HTTP',
      },
      ...flowsToUrls(hosts, site.packageUrls, `packages, from repositories of site ${site.siteName}`),
    ];
  });
}

/** Servers that are named by name are anyone: who they are is known to DNS alone. */
function timeServers({ ntp }: ISite) {
  const known = ntp.map(parseAddress).every((address) => address !== undefined);
  if (ntp.length === 0 || !known) return ANYONE;
  return addressRange(
    'time servers',
    ntp.map((server) => Cidr.parse(`${server}/32`)),
  );
}
