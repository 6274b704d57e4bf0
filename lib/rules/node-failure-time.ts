import type { Rule } from './rule';

/** Reported where the input is taken: scheduling/failure-timing. */
export const nodeFailureTime: Rule = {
  id: 'node-failure-time',
  severity: 'error',
  title: 'The time in which pods of a dead node move is one that heartbeats can keep',
};
