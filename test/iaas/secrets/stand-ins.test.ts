import { gzipSync } from 'node:zlib';
import { withStandIns } from '../../../lib/iaas/secrets/stand-ins';

describe('withStandIns', () => {
  test('is as large as with values, also compressed', () => {
    const text = withStandIns('a: ${ref[dc1/ca#key]}\n');
    expect(text).toMatch(/^a: [A-Za-z0-9+/=]{1704}\n$/);
    expect(gzipSync(text).length).toBeGreaterThan(1704 * 0.75);
  });

  test('gives one secret the same text each time, and leaves other text alone', () => {
    const twice = withStandIns('${ref[a#value]} ${ref[a#value]} ${ref[b#value]} ${HOME}').split(' ');
    expect(twice[0]).toBe(twice[1]);
    expect(twice[2]).not.toBe(twice[0]);
    expect(twice[3]).toBe('${HOME}');
  });
});
