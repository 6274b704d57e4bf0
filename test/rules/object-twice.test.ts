import { configMap, foundIn } from './objects';

describe('object-twice', () => {
  it('finds two of one kind and name', () => {
    expect(foundIn('object-twice', [configMap('a'), configMap('a')])).toMatchObject([
      {
        path: 'dc1/main/extra/object-1',
        message: expect.stringContaining('ConfigMap "a" in namespace "default"') as string,
        related: [{ path: 'dc1/main/extra/object-0' }],
      },
    ]);
  });

  it('is content with two names', () => {
    expect(foundIn('object-twice', [configMap('a'), configMap('b')])).toEqual([]);
  });
});
