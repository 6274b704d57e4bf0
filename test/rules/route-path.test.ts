import { found, healthy } from './fixtures';
import { gateway } from './gateways';

function withPath(path: string) {
  const { platform, cluster } = healthy();
  gateway(cluster).host('shop.apps.example.com', path);
  return found(platform, 'route-path');
}

describe('route-path', () => {
  it.each(['api', '/my api', '/api?v=1', ''])('finds "%s"', (path) => {
    expect(withPath(path)).toMatchObject([
      { path: 'dc1/main/public', message: expect.stringContaining(`"${path}" of host`) as string },
    ]);
  });

  it('is content with a path', () => {
    expect(withPath('/api/v1')).toEqual([]);
  });
});
