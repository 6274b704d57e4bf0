import type { Rule } from './rule';

/** Reported where the input is taken: services/registry. */
export const imageProjectName: Rule = {
  id: 'image-project-name',
  severity: 'error',
  title: 'Names of image projects keep the rules of registries',
};
