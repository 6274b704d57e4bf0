import { targetFault } from '../../../lib/services/monitoring/scrape-target';
import type { ScrapeTarget } from '../../../lib/services';

const TARGET: ScrapeTarget = { name: 'shop', namespace: 'retail', pods: { app: 'web' }, port: 9000 };
const faultOf = (changes: Partial<ScrapeTarget>) => targetFault({ ...TARGET, ...changes }, new Set(['etcd']));

it('takes pods by labels and port', () => {
  expect(faultOf({})).toBeUndefined();
  expect(faultOf({ path: '/actuator/prometheus' })).toBeUndefined();
});

it.each<[string, Partial<ScrapeTarget>]>([
  ['its name is not a DNS label', { name: 'Shop' }],
  ['another one has its name', { name: 'etcd' }],
  ['"a b" is not a namespace', { namespace: 'a b' }],
  ['it has no labels of pods, so it would be all pods of the namespace', { pods: {} }],
  ['0 is not a port', { port: 0 }],
  ['65536 is not a port', { port: 65_536 }],
  ['"metrics" is not a path', { path: 'metrics' }],
])('says that %s', (fault, changes) => {
  expect(faultOf(changes)).toBe(fault);
});
