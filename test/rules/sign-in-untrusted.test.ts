import { Directory } from 'altostratus/governance';
import { WebUi } from 'altostratus/services';
import { found, healthy } from './fixtures';

const URL = 'https://login.example.com';

function withTrust(audiences: readonly string[] | undefined, directory = Directory.oidc(URL, { clientId: 'ui' })) {
  const { platform, cluster } = healthy();
  new WebUi(cluster, 'ui', { directory });
  if (audiences) cluster.hardening.addTokenIssuer({ url: URL, audiences });
  return found(platform, 'sign-in-untrusted');
}

describe('sign-in-untrusted', () => {
  it.each([[undefined], [['another']]])('finds an issuer that API servers do not know for %j', (audiences) => {
    expect(withTrust(audiences)).toMatchObject([
      { severity: 'warning', remedy: expect.stringContaining(`url: '${URL}'`) as string },
    ]);
  });

  it('is content with one that they know, said before or after', () => {
    expect(withTrust(['another', 'ui'])).toEqual([]);
  });

  it('says nothing where people show tokens of Kubernetes', () => {
    const { platform, cluster } = healthy();
    new WebUi(cluster, 'ui');
    expect(found(platform, 'sign-in-untrusted')).toEqual([]);
  });
});
