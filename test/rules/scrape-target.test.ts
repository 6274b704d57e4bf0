import { Monitoring } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withPort(port: number) {
  const { platform, cluster } = healthy();
  new Monitoring(cluster, 'monitoring', { storage: 'ephemeral' }).addTarget({
    name: 'shop',
    namespace: 'kube-system',
    pods: { app: 'shop' },
    port,
  });
  return found(platform, 'scrape-target');
}

describe('scrape-target', () => {
  it('finds a port that is none', () => {
    expect(withPort(0)).toMatchObject([{ severity: 'error', message: expect.stringContaining('"shop"') as string }]);
  });

  it('is content with one', () => {
    expect(withPort(9000)).toEqual([]);
  });
});
