import type { Rule } from './rule';

/** Reported where the input is taken: iaas/site-hosts. */
export const hostUser: Rule = {
  id: 'host-user',
  severity: 'error',
  title: 'Users of hosts have a name that hosts take, and public keys',
};
