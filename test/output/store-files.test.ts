import { renderFiles } from '../../lib/output/render-files';
import { samplePlan } from './sample-plan';

const plan = samplePlan();
const [site] = plan.sites;
if (site === undefined) throw new Error('no site');
const boot = { name: 'shop/dev/0a/boot/cp_1/1', kind: 'boot', path: '/var/lib/boot.sh', content: 'H4sI' } as const;
const key = {
  name: 'shop/dev/0b/etc/ca.key',
  kind: 'file',
  path: '/etc/ca.key',
  content: '${ref[dc1/ca#key]}',
} as const;
const store = { kind: 'store', store: 'aws-secrets-manager', entries: [boot, key], grants: [] } as const;
const stored = (options?: Parameters<typeof renderFiles>[1]) =>
  [...renderFiles({ ...plan, sites: [{ ...site, secrets: store }] }, options)].filter(([path]) =>
    path.startsWith('stores/'),
  );

test('what a store is to hold is in files, named as there; keys only where values are asked for', () => {
  const script = ['stores/dc1/shop/dev/0a/boot/cp_1/1', { content: 'H4sI', mode: 0o644 }];
  expect(stored()).toEqual([script]);
  expect(stored({ secrets: () => 'PEM' })).toEqual([
    script,
    ['stores/dc1/shop/dev/0b/etc/ca.key', { content: 'PEM', mode: 0o600 }],
  ]);
});

test('a site without a store has no such files', () => {
  expect([...renderFiles(plan).keys()].filter((path) => path.startsWith('stores/'))).toEqual([]);
});
