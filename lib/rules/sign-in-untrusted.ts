import { Cluster } from '../scheduling/cluster';
import { WebUi } from '../services/web-ui/web-ui';
import type { Rule } from './rule';

/** Whoever signs in there shows the API server a token of that directory; it must know it. */
export const signInUntrusted: Rule = {
  id: 'sign-in-untrusted',
  severity: 'warning',
  title: 'API servers take the tokens of the directory at which people sign in',
  *check(tree) {
    for (const ui of tree.all(WebUi)) {
      const { signIn, cluster } = ui;
      if (signIn === undefined || !(cluster instanceof Cluster)) continue;
      const { url, clientId } = signIn;
      const issuers = cluster.hardening.tokenIssuers;
      if (issuers.some((issuer) => issuer.url === url && issuer.audiences.includes(clientId))) continue;
      yield {
        at: ui,
        message: `API servers of cluster "${cluster.clusterName}" do not take tokens of ${url} for "${clientId}", so nobody who signs in there sees anything.`,
        remedy: `Say \`cluster.hardening.addTokenIssuer({ url: '${url}', audiences: ['${clientId}'], groupsClaim: 'groups' })\`.`,
      };
    }
  },
};
