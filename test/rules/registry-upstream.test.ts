import { Registry } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withMirror(upstream: string) {
  const { platform, cluster } = healthy();
  new Registry(cluster, 'registry', { mirrors: [upstream] });
  return found(platform, 'registry-upstream');
}

describe('registry-upstream', () => {
  it.each(['https://quay.io', 'docker', 'quay.io/coreos'])('finds "%s"', (upstream) => {
    expect(withMirror(upstream)).toMatchObject([
      { path: 'dc1/main/registry', message: expect.stringContaining(`"${upstream}"`) as string },
    ]);
  });

  it('is content with hosts', () => {
    expect(withMirror('quay.io')).toEqual([]);
    expect(withMirror('images.example.com:5000')).toEqual([]);
  });
});
