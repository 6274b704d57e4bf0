import type { Rule } from './rule';

/** Reported where the input is taken: scheduling/pod-network/cilium/checks. */
export const ipsecKeyId: Rule = {
  id: 'ipsec-key-id',
  severity: 'error',
  title: 'Keys of IPsec have numbers of 1 to 15',
};
