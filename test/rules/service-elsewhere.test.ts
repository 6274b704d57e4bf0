import { ConfigCenter } from 'altostratus/services';
import { clusterThere } from './gateways';
import { foundWith, IMAGE } from './tenants';

describe('service-elsewhere', () => {
  it('finds a service of another cluster', () => {
    expect(
      foundWith('service-elsewhere', ({ platform }) => ({
        image: IMAGE,
        port: 8080,
        config: new ConfigCenter(clusterThere(platform), 'settings'),
      })),
    ).toMatchObject([
      {
        severity: 'error',
        path: 'retail/prod/shop/web',
        message: expect.stringMatching(/runs in cluster "main" .* of cluster "there"/) as string,
      },
    ]);
  });

  it('is content with one of its own cluster', () => {
    expect(
      foundWith('service-elsewhere', ({ cluster }) => ({
        image: IMAGE,
        port: 8080,
        config: new ConfigCenter(cluster, 'settings'),
      })),
    ).toEqual([]);
  });
});
