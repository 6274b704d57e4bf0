/** A zone that other servers answer for. */
export interface StubDomain {
  readonly zone: string;
  /** Addresses, with `:port` where it is not 53. */
  readonly servers: readonly string[];
}

/** A name with an address of its own. */
export interface DnsRecord {
  readonly name: string;
  readonly address: string;
}

/** What the DNS of a cluster answers. */
export interface DnsSettings {
  /** `cluster.local` */
  readonly clusterDomain: string;
  readonly stubDomains: readonly StubDomain[];
  readonly records: readonly DnsRecord[];
  /** Servers that are asked for everything else; those of the node where there are none. */
  readonly upstream: readonly string[];
}

/** Seconds for which answers are kept. */
const CACHE = 30;

/** One line of a Corefile, and the lines in its braces. */
interface Directive {
  readonly words: readonly string[];
  readonly inner?: readonly Directive[];
}

/**
 * The configuration of CoreDNS: what kubeadm gives it, one block for each stub domain, and records of one's own. `reload` is
 * left out: pods are replaced one by one when the text changes, so that one with a fault stops the others from following.
 * Source: coredns.io/plugins; cmd/kubeadm/app/phases/addons/dns/manifests.go of Kubernetes v1.36
 */
export function corefile({ clusterDomain, stubDomains, records, upstream }: DnsSettings): string {
  const stubs = [...stubDomains].sort((a, b) => (a.zone < b.zone ? -1 : 1));
  const recordsOf = (zone: string | undefined) =>
    hosts(records.filter(({ name }) => innermost(name, stubs)?.zone === zone));
  const own: Directive = {
    words: ['.:53'],
    inner: [
      words('errors'),
      { words: ['health'], inner: [words('lameduck', '5s')] },
      words('ready'),
      words('prometheus', ':9153'),
      ...recordsOf(undefined),
      {
        words: ['kubernetes', clusterDomain, 'in-addr.arpa', 'ip6.arpa'],
        inner: [words('pods', 'insecure'), words('fallthrough', 'in-addr.arpa', 'ip6.arpa'), words('ttl', '30')],
      },
      {
        words: ['forward', '.', ...(upstream.length > 0 ? upstream : ['/etc/resolv.conf'])],
        inner: [words('max_concurrent', '1000')],
      },
      {
        words: ['cache', String(CACHE)],
        inner: [words('disable', 'success', clusterDomain), words('disable', 'denial', clusterDomain)],
      },
      words('loop'),
      words('loadbalance'),
    ],
  };
  const others = stubs.map(({ zone, servers }) => ({
    words: [`${zone}:53`],
    inner: [
      words('errors'),
      words('prometheus', ':9153'),
      ...recordsOf(zone),
      words('forward', '.', ...servers),
      words('cache', String(CACHE)),
      words('loadbalance'),
    ],
  }));
  return [own, ...others].map((directive) => render(directive, '')).join('\n');
}

/** Whether a name is a zone or lies in it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** The block that is asked for a name: that of the longest zone. */
function innermost(name: string, stubs: readonly StubDomain[]): StubDomain | undefined {
  const around = stubs.filter(({ zone }) => isWithin(name, zone));
  return around.sort((a, b) => b.zone.length - a.zone.length)[0];
}

function hosts(records: readonly DnsRecord[]): Directive[] {
  if (records.length === 0) return [];
  const lines = records.map(({ name, address }) => words(address, name));
  return [{ words: ['hosts'], inner: [...lines, words('ttl', String(CACHE)), words('fallthrough')] }];
}

function words(...words: string[]): Directive {
  return { words };
}

function render({ words: line, inner }: Directive, indent: string): string {
  const text = `${indent}${line.map(word).join(' ')}`;
  if (inner === undefined) return `${text}\n`;
  return `${text} {\n${inner.map((directive) => render(directive, `${indent}    `)).join('')}${indent}}\n`;
}

/** A word as Caddy's lexer reads it as one. */
function word(text: string): string {
  return /^[^\s"{}#\\]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
