import type { Rule } from './rule';

/** Reported where the input is taken: core/input. */
export const cidrMalformed: Rule = {
  id: 'cidr-malformed',
  severity: 'error',
  title: 'Blocks of addresses are written as address/prefix',
};
