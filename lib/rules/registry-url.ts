import type { Rule } from './rule';

/** Reported where the input is taken: services/registry. */
export const registryUrl: Rule = {
  id: 'registry-url',
  severity: 'error',
  title: 'An existing registry is named by its URL',
};
