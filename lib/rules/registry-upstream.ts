import type { Rule } from './rule';

/** Reported where the input is taken: services/registry. */
export const registryUpstream: Rule = {
  id: 'registry-upstream',
  severity: 'error',
  title: 'Registries that are mirrored are named by their host',
};
