import { Chart } from 'cdk8s';
import { defer, deferredIn } from '../../lib/core/deferred';
import { Platform } from '../../lib/core/platform';
import { referencesIn } from '../../lib/core/reference';

const tree = () => new Chart(new Platform({ name: 'p', environment: 'dev', domain: 'example.com' }), 'balancer');

it('a deferred value is a reference, and is known to its tree alone', () => {
  const [chart, other] = [tree(), tree()];
  const text = defer(chart, 'dnsName', 'DNS name of the balancer');
  expect(referencesIn(text)).toEqual([{ path: 'balancer', attribute: 'dnsName' }]);
  expect(deferredIn(chart.node.root)).toEqual([
    { path: 'balancer', attribute: 'dnsName', description: 'DNS name of the balancer' },
  ]);
  expect(deferredIn(other)).toEqual([]);
});
