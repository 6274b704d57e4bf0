import type { Rule } from './rule';

/** Reported where the input is taken: services/cluster-dns. */
export const dnsRecord: Rule = {
  id: 'dns-record',
  severity: 'error',
  title: 'Names that the DNS of a cluster is given lie outside of its own domain and have an IPv4 address',
};
