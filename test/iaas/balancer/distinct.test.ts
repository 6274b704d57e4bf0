import * as fc from 'fast-check';
import { distinct } from '../../../lib/iaas/balancer/distinct';

describe('distinct', () => {
  test('numbers what is there already, also where a numbered name is there too', () => {
    expect(distinct(['a', 'a-2', 'a', 'a', 'b'])).toEqual(['a', 'a-2', 'a-3', 'a-4', 'b']);
  });

  test('keeps first ones as they are and never gives one name twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a-2', 'a-3', 'b', '')), (names) => {
        const result = distinct(names);
        expect(new Set(result).size).toBe(names.length);
        names.forEach((name, n) => {
          if (names.indexOf(name) === n && !result.slice(0, n).includes(name)) expect(result[n]).toBe(name);
        });
      }),
    );
  });
});
