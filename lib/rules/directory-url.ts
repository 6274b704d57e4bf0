import type { Rule } from './rule';

/** Reported where the input is taken: governance/tenant. */
export const directoryUrl: Rule = {
  id: 'directory-url',
  severity: 'error',
  title: 'A directory is named by the URL of an LDAP server or of an OpenID Connect issuer',
};
