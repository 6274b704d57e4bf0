import { configMap, foundIn } from './objects';

class NotData {
  public readonly field = 1;
}

describe('object-unrenderable', () => {
  it('finds an object that holds something else than data', () => {
    expect(foundIn('object-unrenderable', [configMap('a', { value: new NotData() })])).toMatchObject([
      { path: 'dc1/main/extra/object-0' },
    ]);
  });

  it('is content with data', () => {
    expect(foundIn('object-unrenderable', [configMap('a', { value: '1' })])).toEqual([]);
  });
});
