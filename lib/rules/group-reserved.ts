import type { Rule } from './rule';

/** Reported where the input is taken: governance/tenant. */
export const groupReserved: Rule = {
  id: 'group-reserved',
  severity: 'error',
  title: 'Groups of Kubernetes itself are given to nobody',
};
