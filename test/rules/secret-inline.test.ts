import { Provider, SecretDelivery, Site } from 'altostratus';
import { found, platform } from './fixtures';

function site(secretDelivery?: SecretDelivery) {
  const root = platform();
  new Site(root, 'aws', {
    provider: Provider.aws({ region: 'eu-west-1' }),
    network: '10.30.0.0/16',
    ...(secretDelivery && { secretDelivery }),
  });
  return root;
}

describe('secret-inline', () => {
  it('finds a site whose keys are in user data, and says who reads those', () => {
    expect(found(site(SecretDelivery.inline('no store in this region')), 'secret-inline')).toMatchObject([
      {
        severity: 'warning',
        path: 'aws',
        message: expect.stringMatching(
          /"no store in this region".*account of provider "aws".*metadata service/,
        ) as string,
        remedy: expect.stringContaining('aws-secrets-manager') as string,
      },
    ]);
  });

  it('is content with a store', () => {
    expect(found(site(), 'secret-inline')).toEqual([]);
  });
});
