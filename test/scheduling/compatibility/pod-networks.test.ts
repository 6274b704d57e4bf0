import { CILIUM, FLANNEL, KUBE_ROUTER } from '../../../lib/scheduling/compatibility/pod-networks';
import { compareVersions, DEFAULT_VERSION } from '../../../lib/scheduling/versions';

const RELEASES = [
  ['flannel', FLANNEL],
  ['kube-router', KUBE_ROUTER],
  ['cilium', CILIUM],
] as const;

test.each(RELEASES)('%s names its images in full, the first of its own version', (_, { version, images }) => {
  expect(images.agent.endsWith(`:${version}`)).toBe(true);
  for (const image of Object.values(images))
    expect(image).toMatch(/^[a-z0-9.-]+\.[a-z]+\/[a-z0-9./-]+:v[0-9][a-z0-9.-]*$/);
});

test.each(RELEASES)('%s goes with the version that clusters have where none is named', (_, { kubernetes }) => {
  expect(compareVersions(kubernetes.oldest, DEFAULT_VERSION)).toBeLessThanOrEqual(0);
  expect(compareVersions(kubernetes.newest, DEFAULT_VERSION)).toBeGreaterThanOrEqual(0);
});

test.each(RELEASES)('%s says where that stands, and since when', (_, { source, asOf }) => {
  expect(source).toMatch(/^https:\/\/github\.com\//);
  expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
});
