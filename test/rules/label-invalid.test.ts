import { configMap, foundIn } from './objects';

const labeled = (value: string) =>
  foundIn('label-invalid', [{ ...configMap('a'), metadata: { name: 'a', labels: { team: value } } }]);

describe('label-invalid', () => {
  it.each(['two words', 'x'.repeat(64), '-dash'])('finds "%s"', (value) => {
    expect(labeled(value)).toMatchObject([{ severity: 'error', path: 'dc1/main/extra/object-0' }]);
  });

  it.each(['', 'Retail_1.x-y'])('is content with "%s"', (value) => {
    expect(labeled(value)).toEqual([]);
  });
});
