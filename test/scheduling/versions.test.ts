import { compareVersions, isVersionText, kubernetesVersion } from '../../lib/scheduling/versions';

describe('kubernetesVersion', () => {
  test.each([
    ['1.36', '1.36.3', true],
    ['v1.36', '1.36.3', true],
    ['1.36.1', '1.36.1', true],
    ['1.31', '1.31.14', true],
    ['1.30', '1.30.14', true],
    ['1.25', '1.36.3', false],
    ['1.25.2', '1.25.2', false],
    ['latest', '1.36.3', false],
  ])('%s is %s', (text, full, known) => {
    expect(kubernetesVersion(text)).toMatchObject({ full, known });
  });

  test('tells old versions from ones that never were', () => {
    expect(kubernetesVersion('1.15.2').old).toBe(true);
    expect(kubernetesVersion('1.14').old).toBe(false);
    expect(kubernetesVersion('1.99').old).toBe(false);
    expect(kubernetesVersion('1.26').old).toBe(false);
  });

  test('gives what goes with the minor version', () => {
    expect(kubernetesVersion('1.33')).toMatchObject({
      etcd: '3.5.33',
      coredns: 'v1.12.0',
      pause: '3.10',
      supported: false,
    });
  });
});

test.each(['1.36', 'v1.36', '1.36.2'])('%s is a version', (text) => {
  expect(isVersionText(text)).toBe(true);
});

test.each(['', 'latest', '1', '1.36.2.1', '1.36-rc.1', ' 1.36', '1.36\n'])('"%s" is no version', (text) => {
  expect(isVersionText(text)).toBe(false);
});

test.each([
  ['1.9', '1.10', -1],
  ['2.0', '1.99.9', 1],
  ['5.10.0-23-amd64', '5.10', 0],
  ['3.6', '3.6.0', 0],
])('%s against %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});
