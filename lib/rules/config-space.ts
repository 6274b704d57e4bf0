import type { Rule } from './rule';

/** Reported where the input is taken: services/config-center. */
export const configSpace: Rule = {
  id: 'config-space',
  severity: 'error',
  title: 'Spaces of settings have names of their own',
};
