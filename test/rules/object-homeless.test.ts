import { ApiObject, Chart } from 'cdk8s';
import { found, healthy } from './fixtures';
import { configMap, foundIn } from './objects';

function withLooseObject() {
  const { platform } = healthy();
  new ApiObject(new Chart(platform, 'loose'), 'map', configMap('a'));
  return platform;
}

describe('object-homeless', () => {
  it('finds an object that is in no cluster', () => {
    expect(found(withLooseObject(), 'object-homeless')).toMatchObject([
      { severity: 'error', path: 'loose/map', remedy: expect.stringContaining('ClusterChart') as string },
    ]);
  });

  it('is the only one that finds it', () => {
    expect(found(withLooseObject(), 'object-unrenderable')).toEqual([]);
  });

  it('is content with one in a ClusterChart', () => {
    expect(foundIn('object-homeless', [configMap('a')])).toEqual([]);
  });
});
