import type { Cidr } from '../../core/cidr';
import { line } from '../host-config/encode';
import type { PortlessProtocol, PortRange, Traffic } from './flow';

/** A flow as a host lets it in. */
export interface HostRule {
  /** Whom it comes from; never empty. */
  readonly sources: readonly Cidr[];
  readonly traffic: readonly Traffic[];
  /** Among the sources, who is not meant. @default - nobody */
  readonly except?: readonly Cidr[];
  /** Only packets to these addresses. @default - any address of the host */
  readonly destinations?: readonly Cidr[];
  readonly why: string;
}

/** By number: /etc/protocols is not on every host (https://www.iana.org/assignments/protocol-numbers). */
const NUMBERS: Readonly<Record<Exclude<PortlessProtocol, 'any'>, number>> = { icmp: 1, ipip: 4, esp: 50, vrrp: 112 };

const OPEN = `#!/usr/sbin/nft -f
# Who may open connections to this host. What is passed on to pods, and what this host sends, is not touched: other tables
# (kube-proxy, pod network, containers) stay as they are.
table inet altostratus
delete table inet altostratus
table inet altostratus {
  chain declared {
`;

const INPUT = `  }

  chain refused {
    meta pkttype host limit rate 6/minute log prefix "altostratus: refused "
    drop
  }

  chain input {
    type filter hook input priority filter; policy drop;
    iif "lo" accept
    ct state established,related accept
    # ICMP for IPv4 and IPv6: without it large packets get lost, and IPv6 has no neighbors.
    meta l4proto { 1, 58 } accept
    # Answers to a request for an address that was sent to everybody.
    udp sport 67 udp dport 68 accept
    ip6 saddr fe80::/10 udp dport 546 accept
    jump declared
    jump refused
  }
`;

/**
 * Before kube-proxy, which sends on at priority dstnat (-100); connections are known since -200
 * (https://wiki.nftables.org/wiki-nftables/index.php/Netfilter_hooks). Addresses of pods are no addresses of the host.
 */
const TRANSLATED = `
  chain judged {
    jump declared
    jump refused
  }

  # These ports of this host lead to pods. Nothing of that passes the chain above, so they are judged before they are sent on.
  chain translated {
    type filter hook prerouting priority -110; policy accept;
    iif "lo" accept
    ct state established,related accept
    fib daddr type != local accept
`;

/**
 * A ruleset of nftables (1.0 and newer) with a table of its own: loading it again replaces that table in one step.
 * @param translated ports that the host sends on to others (DNAT) before it looks at who may come in
 */
export function nftablesRules(rules: readonly HostRule[], translated: readonly Traffic[] = []): string {
  return [
    OPEN,
    ...rules.map(render),
    INPUT,
    ...(translated.length === 0
      ? []
      : [TRANSLATED, ...new Set(translated.map((one) => `    ${what(one)}jump judged\n`)), '  }\n']),
    '}\n',
  ].join('');
}

function render({ sources, except = [], traffic, destinations, why }: HostRule): string {
  const match = [
    addresses('saddr', sources),
    except.length === 0 ? '' : `ip saddr != ${setOf(except.map(String))} `,
    destinations === undefined ? '' : addresses('daddr', destinations),
  ].join('');
  return [`    # ${comment(why)}\n`, ...traffic.map((one) => `    ${match}${what(one)}accept\n`)].join('');
}

function addresses(field: 'saddr' | 'daddr', blocks: readonly Cidr[]): string {
  if (blocks.some(({ prefix }) => prefix === 0)) return 'meta nfproto ipv4 ';
  return `ip ${field} ${setOf(blocks.map((block) => block.toString()))} `;
}

function what(traffic: Traffic): string {
  if (traffic.protocol === 'any') return '';
  if ('ports' in traffic) return `${traffic.protocol} dport ${setOf(joined(traffic.ports).map(portText))} `;
  return `meta l4proto ${NUMBERS[traffic.protocol]} `;
}

/** Intervals of a set must not overlap, or nft refuses it. */
function joined(ports: readonly PortRange[]): PortRange[] {
  const apart: PortRange[] = [];
  for (const { from, to } of [...ports].sort((a, b) => a.from - b.from)) {
    const last = apart[apart.length - 1];
    if (last === undefined || last.to + 1 < from) apart.push({ from, to });
    else apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return apart;
}

function portText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function setOf(items: readonly string[]): string {
  return items.length === 1 ? (items[0] as string) : `{ ${items.join(', ')} }`;
}

/** One line; a backslash at its end would make the next line part of it. */
function comment(text: string): string {
  return line(text).replaceAll('\\', '/');
}
