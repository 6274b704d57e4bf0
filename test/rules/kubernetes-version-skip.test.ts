import { synthesize } from 'altostratus';
import { findings } from 'altostratus/testing';
import { cluster, found, healthy, platform, site } from './fixtures';

/** The findings for a version, after a synthesis with another one. */
function after(before: string, now: string, change: (ledger: string) => string = (text) => text) {
  const first = synthesize(healthy({ version: before }).platform, { today: '2026-01-01' });
  if (!first.ok) throw new Error(JSON.stringify(first.findings));
  const ledger = JSON.parse(change(JSON.stringify(first.ledger))) as typeof first.ledger;
  const root = platform();
  cluster(site(root), { version: now });
  return findings(synthesize(root, { today: '2026-01-02', ledger }), 'kubernetes-version-skip');
}

describe('kubernetes-version-skip', () => {
  it('finds a minor version that is skipped, and says which comes first', () => {
    expect(after('1.34', '1.36')).toMatchObject([
      { severity: 'error', path: 'dc1/main', remedy: expect.stringContaining('"1.35" first') as string },
    ]);
  });

  it('finds the way back, and says what to do where the cluster is new', () => {
    expect(after('1.36', '1.35')).toMatchObject([
      { remedy: expect.stringContaining('"dc1/main#version" of "kubernetes-minor/main"') as string },
    ]);
  });

  it.each([
    ['1.35', '1.36'],
    ['1.36', '1.36'],
    ['1.36.3', '1.36.1'],
  ])('is content with %s to %s', (before, now) => {
    expect(after(before, now)).toEqual([]);
  });

  it('is content with a cluster that is new, or made anew', () => {
    expect(found(healthy({ version: '1.36' }).platform, 'kubernetes-version-skip')).toEqual([]);
    expect(after('1.34', '1.36', (text) => text.replace(/"kubernetes-minor\/main":\{[^}]*\}\},?/, ''))).toEqual([]);
  });
});
