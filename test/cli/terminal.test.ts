import * as fc from 'fast-check';
import { Terminal, plain, styled, wantsColor, widthOf } from '../../lib/cli/terminal';
import { Captured } from './captured';

const written = (line: string, color: boolean) => {
  const stream = new Captured();
  new Terminal(stream, color).lines(line);
  return stream.text;
};

describe('Terminal', () => {
  test('writes emphasis as SGR codes where colors are wanted, else nothing of it', () => {
    const line = `a ${styled('b', 'bold', 'red')} c`;
    expect(written(line, true)).toBe('a \u001b[1m\u001b[31mb\u001b[22m\u001b[39m c\n');
    expect(written(line, false)).toBe('a b c\n');
  });

  test.each([
    ['a title', '\u001b]0;pwned\u0007x'],
    ['clearing the screen', '\u001b[2Jx'],
    ['an eight-bit sequence', '\u009b2Jx'],
    ['a carriage return', 'error\rfine'],
    ['a backspace', 'ab\bc'],
    ['a change of direction', 'a\u202eb\u2066c'],
  ])('does not pass on %s', (_, text) => {
    expect(written(text, true)).not.toMatch(/[\u001b\u009b\u0007\r\b\u202e\u2066]/);
    expect(plain(text)).not.toMatch(/[\u001b\u009b\u0007\r\b\u202e\u2066]/);
  });

  test('nothing that comes from outside can hide or color what is there', () => {
    const control = fc.constantFrom('\u001b[8m', '\ue0008;', '\ue00031;', '\u001b', '\u009b', '\u0007', '\n', '\u202e');
    const text = fc
      .array(fc.oneof(control, fc.string({ unit: 'binary' })), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (foreign) => {
        expect(written(plain(foreign), true).slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\ue000]/);
      }),
    );
  });

  test('a line feed of somebody else does not make a line', () => {
    expect(plain('a\n0 errors\tb')).toBe('a 0 errors b');
  });

  test('status lines are for those who look', () => {
    const [pipe, tty] = [new Captured(false), new Captured(true)];
    for (const stream of [pipe, tty]) new Terminal(stream, false).status('Loading');
    expect(pipe.text).toBe('');
    expect(tty.text).toBe('\r\u001b[KLoading');
  });

  test('widths do not count emphasis', () => {
    expect(widthOf(styled('abc', 'bold', 'cyan'))).toBe(3);
  });
});

describe('wantsColor', () => {
  const tty = new Captured(true);
  test.each([
    ['on a terminal', undefined, {}, tty, true],
    ['in a pipe', undefined, {}, new Captured(false), false],
    ['with NO_COLOR', undefined, { NO_COLOR: '1' }, tty, false],
    ['with an empty NO_COLOR', undefined, { NO_COLOR: '' }, tty, true],
    ['on a dumb terminal', undefined, { TERM: 'dumb' }, tty, false],
    ['with --color over NO_COLOR', true, { NO_COLOR: '1' }, new Captured(false), true],
    ['with --no-color on a terminal', false, {}, tty, false],
  ])('%s', (_, flag, env, stream, wanted) => {
    expect(wantsColor(flag, env, stream)).toBe(wanted);
  });
});
