import type { Rule } from './rule';

/** Reported where the input is taken: services/web-ui. */
export const signInDirectory: Rule = {
  id: 'sign-in-directory',
  severity: 'error',
  title: 'People sign in at a directory that web pages can use',
};
