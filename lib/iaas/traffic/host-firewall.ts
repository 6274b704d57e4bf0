import type { HostPart, HostUnit } from '../host-config/model';
import type { SiteHost } from '../site-interface';
import { ANYONE } from './address-range';
import type { Flow } from './flow';
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
  private constructor(
    public readonly settings: HostFirewallKind,
    private readonly backsUp = false,
  ) {}

  /** Each host has a table of nftables rules of its own, made from the flows to it. */
  public static nftables(): HostFirewall {
    return new HostFirewall({ kind: 'nftables' });
  }

  /** Security groups refuse them, and hosts themselves where those let in more than is meant. */
  public static besideSecurityGroups(): HostFirewall {
    const reason =
      'security groups of the provider let in only what is declared; hosts to which those let in all that pods send have rules of their own';
    return new HostFirewall({ kind: 'none', reason }, true);
  }

  /** Hosts let in whatever reaches them. @param reason why that is acceptable; it is in the Plan */
  public static none(reason: string): HostFirewall {
    return new HostFirewall({ kind: 'none', reason });
  }

  /** What a host gets for it. Asked once the tree is complete. */
  public partOf(host: SiteHost): HostPart {
    if (this.settings.kind === 'nftables') return firewallPart(host, true);
    return this.backsUp && letsInAnything(host) ? firewallPart(host, false) : {};
  }
}

/** Whether networks let in anything from somebody: they cannot tell pods from their host. */
function letsInAnything(host: SiteHost): boolean {
  const isAnything = ({ only, traffic }: Flow) =>
    only === 'networks' && traffic.some(({ protocol }) => protocol === 'any');
  return trafficOf(host).to(host).some(isAnything);
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
  gate: '/usr/sbin/nft list chain inet altostratus input',
};

/**
 * The rules of a host.
 * @param alone nothing stands in front of it. Else it leaves ports that it sends on to security groups: pods may come to these
 * in any case, and clouds open them for Services of type LoadBalancer by themselves
 */
function firewallPart(host: SiteHost, alone: boolean): HostPart {
  const table = trafficOf(host);
  const flows = table.to(host);
  const rules = flows.flatMap((flow): HostRule[] => {
    const { traffic, why, except, destination } = flow;
    const sources = flow.translated === true && !alone ? ANYONE.cidrs : table.union(flow.from);
    if (flow.only === 'networks' || sources.length === 0) return [];
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
  const translated = flows.flatMap((flow) => (flow.translated === true && alone ? flow.traffic : []));
  return {
    packages: ['nftables'],
    files: [{ path: FIREWALL_PATH, content: nftablesRules(rules, translated), readBy: [UNIT.name] }],
    units: [UNIT],
    // It would refuse what is declared here, and nobody would look for it there.
    masked: ['firewalld.service'],
  };
}
