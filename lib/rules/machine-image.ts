import type { Rule } from './rule';

/** Reported where the input is taken: iaas/machines. */
export const machineImage: Rule = {
  id: 'machine-image',
  severity: 'error',
  title: 'There is an image for the architecture of every new machine',
};
