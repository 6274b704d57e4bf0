import { reportsIn } from '../../lib/core/finding';
import { takeMembers, takeReplicas } from '../../lib/services/replicas';
import { sample } from './sample';

it.each([1, 2, 7])('takes %i replicas as they are', (wanted) => {
  const { platform } = sample();
  expect(takeReplicas(platform, wanted)).toBe(wanted);
  expect(reportsIn(platform)).toEqual([]);
});

it.each([0, -1, 1.5, Number.NaN])('reports %d replicas and goes on with one', (wanted) => {
  const { platform } = sample();
  expect(takeReplicas(platform, wanted)).toBe(1);
  expect(reportsIn(platform).map(({ fault }) => fault.rule)).toEqual(['replica-count']);
});

it.each([
  [1, []],
  [3, []],
  [2, ['replica-count']],
  [4, ['replica-count']],
])('takes %i members that vote', (wanted, rules) => {
  const { platform } = sample();
  expect(takeMembers(platform, wanted)).toBe(wanted);
  expect(reportsIn(platform).map(({ fault }) => fault.rule)).toEqual(rules);
});
