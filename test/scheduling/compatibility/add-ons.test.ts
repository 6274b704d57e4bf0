import { CLOUD_CONTROLLERS, CLUSTER_AUTOSCALER, releaseFor } from '../../../lib/scheduling/compatibility/add-ons';

const ADD_ONS = [['cluster-autoscaler', CLUSTER_AUTOSCALER] as const, ...Object.entries(CLOUD_CONTROLLERS)];

test.each(ADD_ONS)('%s names releases of the minor version that they are for', (_, { releases }) => {
  if (typeof releases === 'string') expect(releases).toMatch(/^v\d+\.\d+\.\d+$/);
  else for (const [minor, version] of Object.entries(releases)) expect(version.startsWith(`v${minor}.`)).toBe(true);
});

test('gives the release of the minor version', () => {
  expect(releaseFor(CLUSTER_AUTOSCALER, '1.35')).toEqual({
    image: 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.2',
    version: 'v1.35.2',
    exact: true,
  });
});

test.each([
  ['1.37', 'v1.36.1'],
  ['1.25', 'v1.26.8'],
])('gives for %s the nearest, and says so', (minor, version) => {
  expect(releaseFor(CLUSTER_AUTOSCALER, minor)).toMatchObject({ version, exact: false });
});

test('one that does not follow Kubernetes has one release for all', () => {
  expect(releaseFor(CLOUD_CONTROLLERS.alicloud, '1.31')).toMatchObject({ version: 'v2.14.0', exact: true });
});
