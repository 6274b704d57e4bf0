import type { Rule } from './rule';

/** Reported where the input is taken: services. */
export const storageNotShared: Rule = {
  id: 'storage-not-shared',
  severity: 'error',
  title: 'Volumes that several pods write are of a storage class that allows it',
};
