import { ConfigCenter } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withSpace(name: string) {
  const { platform, cluster } = healthy();
  new ConfigCenter(cluster, 'settings').source(name);
  return found(platform, 'config-space');
}

describe('config-space', () => {
  it.each(['Retail', 'public', 'nacos'])('finds that "%s" cannot be the name of one', (name) => {
    expect(withSpace(name)).toMatchObject([
      { path: `dc1/main/settings/space-${name}`, message: expect.stringContaining(`"${name}"`) as string },
    ]);
  });

  it('is content with a name of its own', () => {
    expect(withSpace('retail-prod')).toEqual([]);
  });
});
