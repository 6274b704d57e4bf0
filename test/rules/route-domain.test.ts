import { found, healthy } from './fixtures';
import { gateway } from './gateways';

function withHost(host: string) {
  const { platform, cluster } = healthy();
  gateway(cluster).host(host);
  return found(platform, 'route-domain');
}

describe('route-domain', () => {
  it.each(['shop.example.com', 'Shop.apps.example.com', 'shopapps.example.com'])('finds "%s"', (host) => {
    expect(withHost(host)).toMatchObject([
      {
        path: 'dc1/main/public',
        message: expect.stringContaining(`"${host}"`) as string,
        remedy: expect.stringContaining('"apps.example.com" or a host below it') as string,
      },
    ]);
  });

  it('is content with the domain and with hosts below it', () => {
    expect(withHost('apps.example.com')).toEqual([]);
    expect(withHost('shop.apps.example.com')).toEqual([]);
  });
});
