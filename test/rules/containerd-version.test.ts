import { found, healthy } from './fixtures';

const rule = (version: string, containerd: string) =>
  found(healthy({ version, nodes: { containerd } }).platform, 'containerd-version');

describe('containerd-version', () => {
  it.each([
    ['1.36', '1.7.28'],
    ['1.36', '2.1.9'],
    ['1.35', '2.1.4'],
    ['1.34', '1.6.20'],
  ])('warns on Kubernetes %s of containerd %s', (version, containerd) => {
    expect(rule(version, containerd)).toMatchObject([{ severity: 'warning', path: 'dc1/main' }]);
  });

  it.each([
    ['1.36', '2.2.0'],
    ['1.36', '2.3.4'],
    ['1.36', '2.4.0'],
    ['1.35', '1.7.28'],
    ['1.30', '1.7.13'],
  ])('is content on Kubernetes %s with containerd %s', (version, containerd) => {
    expect(rule(version, containerd)).toEqual([]);
  });

  it('is content with what hosts get where nothing is said', () => {
    expect(found(healthy().platform, 'containerd-version')).toEqual([]);
  });
});
