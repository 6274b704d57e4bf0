import type { Rule } from './rule';

/** Reported where the input is taken: services/monitoring. */
export const kubeletUnverified: Rule = {
  id: 'kubelet-unverified',
  severity: 'warning',
  title: 'Measurements of nodes come from kubelets that can be verified',
};
