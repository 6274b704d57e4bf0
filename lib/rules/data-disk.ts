import type { Rule } from './rule';

/** Reported where the input is taken: iaas/volume. */
export const dataDisk: Rule = {
  id: 'data-disk',
  severity: 'error',
  title: 'Data disks of a machine have a size, and a name and a place of their own',
};
