import { configMap, foundIn } from './objects';

const REFERENCE = '${ref[a/b#value]}';

describe('reference-in-identity', () => {
  it('finds a reference in a name, and in a key', () => {
    expect(foundIn('reference-in-identity', [configMap(`x-${REFERENCE}`)])).toHaveLength(1);
    expect(foundIn('reference-in-identity', [configMap('x', { [REFERENCE]: '1' })])).toHaveLength(1);
  });

  it('is content with one in a value', () => {
    expect(foundIn('reference-in-identity', [configMap('x', { key: REFERENCE })])).toEqual([]);
  });
});
