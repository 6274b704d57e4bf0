import { LogCenter } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withPath(path: string) {
  const { platform, cluster } = healthy();
  new LogCenter(cluster, 'logs').volume(path);
  return found(platform, 'log-path');
}

describe('log-path', () => {
  it.each(['var/log', '/', '/var/log/', '/var/../etc', '/var:ro'])('finds "%s"', (path) => {
    expect(withPath(path)).toMatchObject([
      { path: 'dc1/main/logs', message: expect.stringContaining(`"${path}"`) as string },
    ]);
  });

  it('is content with an absolute path', () => {
    expect(withPath('/var/log/app')).toEqual([]);
  });
});
