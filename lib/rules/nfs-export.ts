import type { Rule } from './rule';

/** Reported where the input is taken: services/storage. */
export const nfsExport: Rule = {
  id: 'nfs-export',
  severity: 'error',
  title: 'An NFS export is a host and an absolute path',
};
