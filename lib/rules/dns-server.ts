import type { Rule } from './rule';

/** Reported where the input is taken: services/cluster-dns. */
export const dnsServer: Rule = {
  id: 'dns-server',
  severity: 'error',
  title: 'DNS servers are named by address, and are no more than are asked',
};
