import type { Rule } from './rule';

/** Reported where the input is taken: governance/directory. */
export const directoryUrl: Rule = {
  id: 'directory-url',
  severity: 'error',
  title: 'A directory is reached by an encrypted connection',
};
