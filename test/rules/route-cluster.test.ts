import { clusterThere, gateway } from './gateways';
import { foundWith, IMAGE } from './tenants';

describe('route-cluster', () => {
  it('finds a route of a gateway in another cluster', () => {
    expect(
      foundWith('route-cluster', ({ platform }) => ({
        image: IMAGE,
        port: 8080,
        route: gateway(clusterThere(platform)).host('shop.apps.example.com'),
      })),
    ).toMatchObject([
      {
        severity: 'error',
        path: 'retail/prod',
        message: expect.stringMatching(/"public" is in cluster "there" .* is in cluster "main"/) as string,
      },
    ]);
  });

  it('is content with a gateway of its own cluster', () => {
    expect(
      foundWith('route-cluster', ({ cluster }) => ({
        image: IMAGE,
        port: 8080,
        route: gateway(cluster).host('shop.apps.example.com'),
      })),
    ).toEqual([]);
  });
});
