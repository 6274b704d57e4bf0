import type { HostPart, HostUnit } from '../host-config/model';
import type { SiteHost } from '../site-interface';
import { nftablesRules } from './nftables';
import type { HostRule } from './nftables';
import { trafficOf } from './table';

/** What hosts do about connections that no flow names. */
export type HostFirewallKind =
  /** Refused by the host's own rules. */
  | { readonly kind: 'nftables' }
  /** Let in: something else refuses them, or nothing does. */
  | { readonly kind: 'none'; readonly reason: string };

/** Whether hosts refuse connections that nobody declared. */
export class HostFirewall {
  private constructor(public readonly settings: HostFirewallKind) {}

  /** Each host has a table of nftables rules of its own, made from the flows to it. */
  public static nftables(): HostFirewall {
    return new HostFirewall({ kind: 'nftables' });
  }

  /** Hosts let in whatever reaches them. @param reason why that is acceptable; it is in the Plan */
  public static none(reason: string): HostFirewall {
    return new HostFirewall({ kind: 'none', reason });
  }
}

export const FIREWALL_PATH = '/etc/altostratus/firewall.nft';

/** Loaded before the network is up, so that no program is open for a moment; a new version replaces the table in one step. */
const UNIT: HostUnit = {
  name: 'altostratus-firewall.service',
  content: `[Unit]
Description=Who may open connections to this host
DefaultDependencies=no
Wants=network-pre.target
After=local-fs.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${FIREWALL_PATH}
ExecReload=/usr/sbin/nft -f ${FIREWALL_PATH}
ExecStop=/usr/sbin/nft delete table inet altostratus
`,
};

/** The rules of a host. Asked once the tree is complete. */
export function firewallPart(host: SiteHost): HostPart {
  const table = trafficOf(host);
  const flows = table.to(host);
  const rules = flows.flatMap(({ from, except, traffic, destination, why, only }): HostRule[] => {
    const sources = table.union(from);
    if (only === 'networks' || sources.length === 0) return [];
    const excepted = table.union(except ? [except] : []).filter((cidr) => sources.some((one) => one.overlaps(cidr)));
    return [
      {
        sources,
        traffic,
        why,
        ...(excepted.length > 0 && { except: excepted }),
        ...(destination !== undefined && { destinations: table.union([destination]) }),
      },
    ];
  });
  const translated = flows.flatMap((flow) => (flow.translated === true ? flow.traffic : []));
  return {
    packages: ['nftables'],
    files: [{ path: FIREWALL_PATH, content: nftablesRules(rules, translated), readBy: [UNIT.name] }],
    units: [UNIT],
  };
}
