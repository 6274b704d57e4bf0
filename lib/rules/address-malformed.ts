import type { Rule } from './rule';

/** Reported where the input is taken: core/input. */
export const addressMalformed: Rule = {
  id: 'address-malformed',
  severity: 'error',
  title: 'Addresses are IPv4 addresses',
};
