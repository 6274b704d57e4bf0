import * as fc from 'fast-check';
import { closest, nearest } from '../../lib/core/closest';

const roles = ['control-plane', 'etcd', 'worker'];

it.each([
  ['workers', 'worker'],
  ['Worker', 'worker'],
  ['controlplane', 'control-plane'],
  ['ctrl-plane', 'control-plane'],
  ['etc', 'etcd'],
  ['wroker', 'worker'],
  ['database', undefined],
  ['', undefined],
])('%j probably means %j', (given, meant) => {
  expect(closest(given, roles)).toBe(meant);
});

it('means the candidate itself where it is one, and the first of several that are as near', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { selector: (text) => text.toLowerCase(), minLength: 1 }),
      (candidates) => {
        for (const candidate of candidates) expect(closest(candidate, candidates)).toBe(candidate);
      },
    ),
  );
  expect(closest('ab', ['ax', 'ay'])).toBe('ax');
});

it('never means anything where there is no candidate', () => {
  expect(closest('worker', [])).toBeUndefined();
});

it('names all that are as near as the nearest, and no other', () => {
  expect(nearest('ab', ['ax', 'xyz', 'ay', 'a'])).toEqual(['ax', 'ay', 'a']);
  expect(nearest('ab', ['ax', 'ab'])).toEqual(['ab']);
  expect(nearest('database', roles)).toEqual([]);
});
