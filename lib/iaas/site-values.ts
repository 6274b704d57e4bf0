import type { Construct } from 'constructs';
import { parseAddress } from '../core/cidr';
import { report } from '../core/finding';
import { isName, NameKinds } from '../core/name';
import { WHOLE_SITE } from './provider';
import type { IProvider } from './provider';

/** The time servers of a site that hosts can ask; what is none is reported as `time-server`. */
export function settleTimeServers(site: Construct, servers: readonly string[]): readonly string[] {
  const isSound = (server: string) =>
    /^[\d.]*$/.test(server) ? parseAddress(server) !== undefined : isName(NameKinds.dnsName, server.toLowerCase());
  for (const server of servers)
    if (!isSound(server))
      report(site, {
        rule: 'time-server',
        message: `The time server "${server}" of site "${site.node.id}" is neither an IPv4 address nor a DNS name.`,
        remedy: 'Write one of the two in `ntp`, e.g. "10.0.0.2" or "ntp.example.com".',
      });
  return servers.filter(isSound);
}

/** Zones that machines of a cloud are spread over where nothing is said: as many as etcd needs members at least. */
const USUAL_ZONES = 3;

/** The zones of a site; a number that is none, or that its provider does not have, is reported. */
export function settleZones(site: Construct, provider: IProvider, wanted: number | undefined): readonly string[] {
  const isCount = wanted === undefined || (Number.isSafeInteger(wanted) && wanted >= 1);
  if (!isCount)
    report(site, {
      rule: 'site-zone',
      message: `Site "${site.node.id}" is to be spread over ${wanted} zones.`,
      remedy: 'Use a whole number of 1 or more as its `zones`, or leave it out.',
    });
  const zones = provider.zones(isCount ? (wanted ?? USUAL_ZONES) : USUAL_ZONES);
  // Where the names of zones have faults, these are what is to be corrected first.
  const isJudged = !isCount || provider.faults.some(({ rule }) => rule === 'site-zone');
  if (wanted !== undefined && zones.length !== wanted && !isJudged)
    report(site, { rule: 'provider-lacks', ...lackOf(site.node.id, provider.kind, zones, wanted) });
  return zones;
}

function lackOf(site: string, kind: string, zones: readonly string[], wanted: number) {
  const [first] = zones;
  const most = zones.length;
  const [what, remedy] =
    first === WHOLE_SITE
      ? ['zones', 'Leave `zones` out: hosts of an inventory name theirs.']
      : [
          `more than ${most} zone${most === 1 ? '' : 's'}`,
          `Use ${most === 1 ? '1' : `1 to ${most}`}, or name more where the provider is made.`,
        ];
  return {
    message: `A network over ${wanted} zones is on site "${site}", whose provider "${kind}" has no ${what}.`,
    remedy,
  };
}
