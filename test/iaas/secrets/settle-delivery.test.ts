import { Inventory } from '../../../lib/iaas/inventory/inventory';
import { Provider } from '../../../lib/iaas/providers';
import { SecretDelivery } from '../../../lib/iaas/secrets/secret-delivery';
import { Site } from '../../../lib/iaas/site';
import { newPlatform, reported } from '../settled';

function siteOn(provider: 'aws' | 'alicloud' | 'static', secretDelivery?: SecretDelivery) {
  const platform = newPlatform();
  const providers = {
    aws: Provider.aws({ region: 'cn-north-1' }),
    alicloud: Provider.alicloud({ region: 'cn-hangzhou' }),
    static: Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } }),
  };
  const site = new Site(platform, 'dc1', {
    provider: providers[provider],
    network: '10.0.0.0/16',
    ...(secretDelivery && { secretDelivery }),
  });
  return { platform, site };
}

describe('delivery of a site', () => {
  test.each([
    ['aws', 'aws-secrets-manager', 'https://secretsmanager.cn-north-1.amazonaws.com.cn'],
    ['alicloud', 'alicloud-kms', 'https://kms-vpc.cn-hangzhou.aliyuncs.com'],
  ] as const)('%s has a store', (provider, kind, endpoint) => {
    const { delivery } = siteOn(provider).site;
    expect(delivery).toMatchObject({ kind: 'store', prefix: 'shop/test', store: { kind, settings: { endpoint } } });
  });

  test('hosts of one’s own are brought their secrets', () => {
    expect(siteOn('static').site.delivery).toEqual({ kind: 'push' });
  });

  test('another way can be chosen', () => {
    expect(siteOn('aws', SecretDelivery.push()).site.delivery).toEqual({ kind: 'push' });
    expect(siteOn('aws', SecretDelivery.inline('try-out')).site.delivery).toEqual({
      kind: 'inline',
      reason: 'try-out',
    });
  });

  test('a store that the provider does not have is reported', () => {
    const { platform, site } = siteOn('static', SecretDelivery.store());
    expect(site.delivery).toEqual({ kind: 'push' });
    expect(reported(platform)).toMatchObject([
      { rule: 'provider-lacks', path: 'dc1', remedy: expect.stringContaining('SecretDelivery.push()') as string },
    ]);
  });
});
