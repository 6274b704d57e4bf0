import { Cidr, parseAddress } from '../../core/cidr';
import { addressRange, ANYONE } from './address-range';
import { tcp } from './flow';
import type { Flow } from './flow';
import type { HostGroup } from './host-group';

/** What every host may reach anywhere. */
export const WEB_PORTS = [80, 443] as const;

/**
 * Flows from hosts to programs at URLs, as far as nothing lets them through already. Who has a name is anyone: who that is is
 * known to DNS alone. What is no URL is left to the rules that say so.
 * @param why half a sentence: `packages, from repositories of site dc1`
 */
export function flowsToUrls(from: HostGroup, urls: readonly string[], why: string): Flow[] {
  const byHost = new Map<string, Set<number>>();
  for (const { hostname, protocol, port } of urls.filter((url) => URL.canParse(url)).map((url) => new URL(url))) {
    const number = Number(port === '' ? ({ 'https:': 443, 'ftp:': 21 }[protocol] ?? 80) : port);
    if (WEB_PORTS.some((known) => known === number)) continue;
    const key = parseAddress(hostname) === undefined ? '' : hostname;
    byHost.set(key, (byHost.get(key) ?? new Set()).add(number));
  }
  return [...byHost].map(([host, ports]) => ({
    from: [from],
    to: host === '' ? ANYONE : addressRange(host, [Cidr.parse(`${host}/32`)]),
    traffic: [tcp(...ports)],
    why,
  }));
}
