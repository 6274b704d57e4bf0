import type { Rule } from './rule';

/** Reported by the link itself. */
export const siteLink: Rule = {
  id: 'site-link',
  severity: 'error',
  title: 'A link has two different ends, something that can carry it, and is described once',
};
