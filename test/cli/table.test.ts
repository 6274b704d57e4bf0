import { count, table } from '../../lib/cli/table';
import { styled } from '../../lib/cli/terminal';

describe('table', () => {
  test('columns are as wide as their widest cell, numbers on the right, no blanks at the end', () => {
    expect(
      table([
        ['a', 1, 'x'],
        ['bcd', 1200, ''],
      ]),
    ).toEqual(['a       1  x', 'bcd  1200']);
  });

  test('emphasis takes no room', () => {
    const bold = styled('a', 'bold');
    expect(
      table([
        [bold, 'x'],
        ['bcd', 'y'],
      ])[0],
    ).toBe(`${bold}    x`);
  });

  test('the head is a row of its own', () => {
    expect(table([['dc1', 3]], ['SITE', 'MACHINES']).map((line) => line.replace(/\ue000\d+;/g, ''))).toEqual([
      'SITE  MACHINES',
      'dc1          3',
    ]);
  });
});

test.each([
  [0, '0 machines'],
  [1, '1 machine'],
  [1200, '1,200 machines'],
])('count(%d)', (n, text) => {
  expect(count(n, 'machine')).toBe(text);
});
