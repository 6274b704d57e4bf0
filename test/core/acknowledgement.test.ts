import { acknowledge, acknowledgementsIn } from '../../lib/core/acknowledgement';
import type { Acknowledgement } from '../../lib/core/acknowledgement';
import { Platform } from '../../lib/core/platform';

const platform = () => new Platform({ name: 'p', environment: 'dev', domain: 'example.com' });

it('acknowledgements are kept in order, with the day on which they end', () => {
  const root = platform();
  acknowledge(root, 'b-rule', 'first reason', { expires: '2026-12-31' });
  acknowledge(root, 'a-rule', 'second reason');
  expect(acknowledgementsIn(root)).toEqual([
    { rule: 'b-rule', reason: 'first reason', at: root, expires: '2026-12-31' },
    { rule: 'a-rule', reason: 'second reason', at: root },
  ]);
});

it('acknowledgements belong to one platform, and the list of them is a copy', () => {
  const [dev, prod] = [platform(), platform()];
  dev.acknowledge('rule', 'reason');
  (acknowledgementsIn(dev) as Acknowledgement[]).pop();
  expect(acknowledgementsIn(dev)).toHaveLength(1);
  expect(acknowledgementsIn(prod)).toEqual([]);
});
