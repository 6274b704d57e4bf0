import { Machines } from 'altostratus';
import { placementOn } from '../../lib/scheduling/placement';
import { sample, SMALL } from './sample-cluster';

test('without a pool pods go wherever all pods may go', () => {
  expect(placementOn(undefined)).toEqual({});
});

test('on the nodes of a pool only', () => {
  expect(placementOn(sample().general)).toEqual({ nodeSelector: { 'altostratus.dev/pool': 'general' } });
});

test('with the toleration that its taint wants', () => {
  const pool = sample().cluster.addPool('burst', { machines: Machines.of(1, SMALL), taint: 'spot' });
  expect(placementOn(pool)).toEqual({
    nodeSelector: { 'altostratus.dev/pool': 'burst' },
    tolerations: [{ key: 'altostratus.dev/pool', operator: 'Equal', value: 'spot' }],
  });
});
