import { COMPATIBILITY, ETCD_STEPS, OLDER_MINORS } from '../../../lib/scheduling/compatibility/kubernetes';
import { compareVersions, DEFAULT_VERSION } from '../../../lib/scheduling/versions';

test('has each minor version once, newest first, without gaps down to the oldest that is known by name', () => {
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

test("has kubeadm's newer API from 1.31 on", () => {
  expect(COMPATIBILITY.filter(({ kubeadmApi }) => kubeadmApi === 'v1beta4').at(-1)?.minor).toBe('1.31');
});

test('gives clusters an etcd that kubeadm takes, and no version an older one than the version before it', () => {
  for (const { etcd, oldestEtcd } of COMPATIBILITY) expect(compareVersions(etcd, oldestEtcd)).toBeGreaterThanOrEqual(0);
  for (const [n, { oldestEtcd }] of COMPATIBILITY.entries())
    expect(compareVersions(oldestEtcd, COMPATIBILITY[n + 1]?.oldestEtcd ?? '0')).toBeGreaterThanOrEqual(0);
});

test('never has an older etcd than the version before it, and always one from which the next minor version may be gone to', () => {
  const minor = (version: string) => version.split('.').slice(0, 2).join('.');
  const steps = COMPATIBILITY.slice(1).map((before, n) => ({
    before: before.etcd,
    after: COMPATIBILITY[n]?.etcd ?? '',
  }));
  for (const { before, after } of steps) expect(compareVersions(after, before)).toBeGreaterThanOrEqual(0);
  const raised = steps.filter(({ before, after }) => minor(before) !== minor(after));
  expect(raised.map(({ after }) => minor(after))).toEqual(Object.keys(ETCD_STEPS).reverse());
  for (const { before, after } of raised)
    expect(compareVersions(before, ETCD_STEPS[minor(after)] ?? '999')).toBeGreaterThanOrEqual(0);
});

test('names lines of containerd from newest to oldest, and a containerd 2 for all', () => {
  for (const { containerd, containerdLines } of COMPATIBILITY) {
    expect(containerdLines.filter((line) => line.startsWith('2.')).at(-1)).toBe(containerd);
    for (const [n, line] of containerdLines.entries())
      expect(compareVersions(line.split('.').slice(0, 2).join('.'), containerdLines[n + 1] ?? '0')).toBeGreaterThan(0);
  }
});
