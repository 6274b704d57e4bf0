import { objectId } from '../../lib/core/manifest';

it('an object is known by group, kind, namespace and name', () => {
  expect(
    objectId({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'collector', namespace: 'logs' } }),
  ).toBe('apps/v1/Deployment/logs/collector');
  expect(objectId({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'logs' } })).toBe('v1/Namespace/-/logs');
});
