import type { Rule } from './rule';

/** Reported where the input is taken: governance/equipment. */
export const serviceConflict: Rule = {
  id: 'service-conflict',
  severity: 'error',
  title: 'Services that one component uses do not set one variable, label, volume or folder to different things',
};
