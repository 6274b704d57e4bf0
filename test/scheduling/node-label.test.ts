import { labelFault } from '../../lib/scheduling/node-label';

test.each([
  ['altostratus.dev/pool', 'general'],
  ['disk', 'ssd'],
  ['topology.kubernetes.io/zone', 'rack-1'],
  ['node.kubernetes.io/instance-type', 'm7i.large'],
  ['custom.node.kubernetes.io/x', ''],
])('a node may give itself %s=%s', (name, value) => {
  expect(labelFault(name, value)).toBeUndefined();
});

test.each([
  ['node-role.kubernetes.io/worker', ''],
  ['node-restriction.kubernetes.io/tenant', 'a'],
  ['kubernetes.io/role', 'x'],
  ['k8s.io/role', 'x'],
  ['kops.k8s.io/role', 'x'],
])('kubelet refuses %s', (name, value) => {
  expect(labelFault(name, value)?.message).toContain('may not give itself');
});

test.each(['', 'a=b', 'a,b', '-x', 'a/b/c', 'Domain.example/x', 'x'.repeat(64)])(
  '"%s" is no name of a label',
  (name) => {
    expect(labelFault(name, 'x')?.message).toContain('is not the name of a label');
  },
);

test('a value that would become another label is refused', () => {
  expect(labelFault('disk', 'ssd,admin=true')?.message).toContain('"ssd,admin=true"');
});
