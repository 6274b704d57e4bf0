import type { Rule } from './rule';

/** Reported where the input is taken: scheduling/existing-cluster. */
export const clusterNotOurs: Rule = {
  id: 'cluster-not-ours',
  severity: 'error',
  title: 'Nothing is set on hosts of clusters that exist already',
};
