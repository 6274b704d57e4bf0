import { App, Chart } from 'cdk8s';
import { acknowledgementsIn } from '../../lib/core/acknowledgement';
import { freeId, PlatformConstruct } from '../../lib/core/construct';
import { findingOf, reportsIn } from '../../lib/core/finding';
import { Platform } from '../../lib/core/platform';

class Site extends PlatformConstruct {}

const platform = () => new Platform({ name: 'p', environment: 'dev', domain: 'example.com' });

describe('an id that is used twice', () => {
  it('is reported at the second one, names the line of the first one, and the tree goes on', () => {
    const root = platform();
    const first = new Site(root, 'dc1');
    const second = new Site(root, 'dc1');
    const third = new Site(root, 'dc1');
    expect([first, second, third].map(({ node }) => node.path)).toEqual(['dc1', 'dc1~2', 'dc1~3']);
    expect(reportsIn(root).map((one) => findingOf(one, 'error'))).toEqual(
      [second, third].map(({ node }, n) => ({
        rule: 'duplicate-id',
        severity: 'error',
        message: 'The id "dc1" is used twice in the platform (first in line 14 of construct.test.ts).',
        remedy: 'Give one of the two another id; ids are part of names and addresses, so keep the older one.',
        path: node.path,
        source: { file: __filename, line: 15 + n, column: [20, 19][n] },
        related: [{ path: 'dc1', source: { file: __filename, line: 14, column: 19 } }],
      })),
    );
  });

  it('is reported below the construct that has both', () => {
    const root = platform();
    const site = new Site(root, 'dc1');
    new Chart(site, 'main');
    new Site(site, 'main');
    expect(reportsIn(root).map(({ fault }) => fault.message)).toEqual([
      expect.stringMatching(/^The id "main" is used twice in "dc1" \(first in line \d+ of construct\.test\.ts\)\.$/),
    ]);
  });

  it('is told without a line where nobody knows that', () => {
    const root = new App();
    new Chart(root, 'main');
    new Site(root, 'main');
    expect(reportsIn(root).map(({ fault }) => fault.message)).toEqual(['The id "main" is used twice in the platform.']);
  });

  it('is none where the two have different parents', () => {
    const root = platform();
    const sites = ['a', 'b'].map((id) => new Site(root, id));
    for (const site of sites) new Site(site, 'same');
    expect(reportsIn(root)).toEqual([]);
  });
});

describe('freeId', () => {
  it('is the id itself while that is free', () => {
    const root = platform();
    expect(freeId(root, 'a')).toBe('a');
    new Site(root, 'a');
    expect(freeId(root, 'a')).toBe('a~2');
  });

  it('knows that a slash in an id is written differently in the tree', () => {
    const root = platform();
    new Site(root, 'a/b');
    expect(freeId(root, 'a/b')).toBe('a/b~2');
    expect(new Site(root, 'a/b').node.path).toBe('a--b~2');
  });
});

it('acknowledge accepts a warning at the construct and gives it back', () => {
  const root = platform();
  const site = new Site(root, 'dc1');
  expect(site.acknowledge('single-master', 'it is a test')).toBe(site);
  expect(acknowledgementsIn(root)).toEqual([{ rule: 'single-master', reason: 'it is a test', at: site }]);
});
