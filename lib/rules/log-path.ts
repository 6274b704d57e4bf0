import type { Rule } from './rule';

/** Reported where the input is taken: services/log-center. */
export const logPath: Rule = {
  id: 'log-path',
  severity: 'error',
  title: 'Folders of logs are absolute paths below the root',
};
