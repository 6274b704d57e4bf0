import type { Rule } from './rule';

/** Reported where the input is taken: services/cluster-dns. */
export const dnsZone: Rule = {
  id: 'dns-zone',
  severity: 'error',
  title: 'Stub domains are DNS names outside of the domain of the cluster, and have servers',
};
