import {
  COMPATIBILITY,
  compareVersions,
  DEFAULT_VERSION,
  isVersionText,
  kubernetesVersion,
  OLDER_MINORS,
} from '../../lib/scheduling/versions';

describe('kubernetesVersion', () => {
  test.each([
    ['1.36', '1.36.3', true],
    ['v1.36', '1.36.3', true],
    ['1.36.1', '1.36.1', true],
    ['1.31', '1.31.14', true],
    ['1.30', '1.36.3', false],
    ['1.30.2', '1.30.2', false],
    ['latest', '1.36.3', false],
  ])('%s is %s', (text, full, known) => {
    expect(kubernetesVersion(text)).toMatchObject({ full, known });
  });

  test('tells old versions from ones that never were', () => {
    expect(kubernetesVersion('1.15.2').old).toBe(true);
    expect(kubernetesVersion('1.14').old).toBe(false);
    expect(kubernetesVersion('1.99').old).toBe(false);
    expect(kubernetesVersion('1.31').old).toBe(false);
  });

  test('gives what goes with the minor version', () => {
    expect(kubernetesVersion('1.33')).toMatchObject({
      etcd: '3.5.24',
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

describe('the table', () => {
  test('has each minor version once, newest first, without gaps down to the oldest', () => {
    const minors = COMPATIBILITY.map(({ minor }) => Number(minor.split('.')[1]));
    expect(minors).toEqual(minors.map((_, n) => (minors[0] ?? 0) - n));
    expect(OLDER_MINORS[0]).toBe(`1.${(minors.at(-1) ?? 0) - 1}`);
    expect(OLDER_MINORS.at(-1)).toBe('1.15');
  });

  test('has patches of the minor version, and the default', () => {
    for (const { minor, patch } of COMPATIBILITY) expect(patch.startsWith(`${minor}.`)).toBe(true);
    expect(COMPATIBILITY.map(({ minor }) => minor)).toContain(DEFAULT_VERSION);
  });

  test('has three versions that are given fixes', () => {
    expect(COMPATIBILITY.filter(({ supported }) => supported).map(({ minor }) => minor)).toEqual([
      '1.37',
      '1.36',
      '1.35',
    ]);
  });
});

test.each([
  ['1.9', '1.10', -1],
  ['2.0', '1.99.9', 1],
  ['5.10.0-23-amd64', '5.10', 0],
  ['3.6', '3.6.0', 0],
])('%s against %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});
