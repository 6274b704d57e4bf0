import type { Rule } from './rule';

/** Reported where the input is taken: scheduling/pod-network/kube-router/checks. */
export const bgpAsn: Rule = {
  id: 'bgp-asn',
  severity: 'error',
  title: 'Autonomous systems have numbers that routers take',
};
