import type { Rule } from './rule';

/** Reported where a secret is used: scheduling/pod-network. */
export const secretForm: Rule = {
  id: 'secret-form',
  severity: 'error',
  title: 'Secrets are of a kind that gives what their user reads',
};
