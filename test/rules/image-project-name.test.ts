import { Registry } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withProject(name: string) {
  const { platform, cluster } = healthy();
  new Registry(cluster, 'registry').project(name);
  return found(platform, 'image-project-name');
}

describe('image-project-name', () => {
  it.each(['Base', 'base--images', 'base/images'])('finds "%s"', (name) => {
    expect(withProject(name)).toMatchObject([
      { path: 'dc1/main/registry', message: expect.stringContaining(`"${name}"`) as string },
    ]);
  });

  it('is content with lower case and single dashes', () => {
    expect(withProject('base-images')).toEqual([]);
  });
});
