import { FileSet, pathFault } from '../../lib/output/file-set';

describe('pathFault', () => {
  test.each(['plan.json', 'hosts/a/files/etc/.hidden', 'a.b/c..d', '…/ä'])('%s can be a file', (path) => {
    expect(pathFault(path)).toBeUndefined();
  });

  test.each([
    '',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    './a',
    'a\\b',
    'a\nb',
    'a\u0000',
    '.altostratus.json',
    '.ALTOSTRATUS-tmp/x',
  ])('%j cannot', (path) => {
    expect(pathFault(path)).toBeDefined();
  });
});

describe('FileSet', () => {
  test('keeps files in the order in which they came, readable by all unless said otherwise', () => {
    const set = new FileSet();
    set.add('b/x', '1');
    set.add('a', '2', 0o600);
    expect([...set.files]).toEqual([
      ['b/x', { content: '1', mode: 0o644 }],
      ['a', { content: '2', mode: 0o600 }],
    ]);
  });

  test.each([
    ['a', 'a'],
    ['a', 'a/b'],
    ['a/b', 'a'],
    ['a/b', 'A/c'],
    ['x/README', 'x/readme'],
  ])("%s and %s stand in each other's way", (first, second) => {
    const set = new FileSet();
    set.add(first, '');
    expect(() => set.add(second, '')).toThrow(expect.objectContaining({ name: 'UserError' }) as Error);
  });
});
