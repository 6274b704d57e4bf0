import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import {
  haproxyArgument,
  line,
  shellWord,
  sysctlLine,
  systemdArgument,
  systemdValue,
  word,
} from '../../../lib/iaas/host-config/encode';

/** Texts that have broken generators before, and any other. */
const hostile = fc.oneof(
  fc.constantFrom(
    '',
    '$(id)',
    '`id`',
    "'",
    '"',
    '\\',
    '-rf',
    '--',
    '%n',
    'a\nb',
    'a\r\nb',
    ' ',
    '\t',
    '#',
    '!',
    '\u2028',
    '${x}',
    '*',
    ';',
    '|',
    '&',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(fc.constantFrom('$', '(', ')', "'", '"', '\\', '\n', '`', '%', ' ', 'x'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);

jest.setTimeout(60_000);

describe('shellWord', () => {
  test('is read back by bash as the very same words, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (texts) => {
        const wanted = texts.map((text) => text.replaceAll('\0', ''));
        const { stdout } = spawnSync('/bin/bash', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`], {
          encoding: 'buffer',
        });
        expect(stdout.toString('hex')).toBe(Buffer.from(wanted.map((text) => `${text}\0`).join('')).toString('hex'));
      }),
      { numRuns: 150 },
    );
  });
});

/** What systemd makes of an argument: unquote (systemd.syntax(7)), then specifiers and variables. */
function systemdReads(argument: string): string {
  expect(argument).toMatch(/^"[^\n]*"$/);
  const bytes: number[] = [];
  const body = Buffer.from(argument.slice(1, -1));
  for (let n = 0; n < body.length; n++) {
    const char = String.fromCharCode(body[n] ?? 0);
    const next = String.fromCharCode(body[n + 1] ?? 0);
    if (char === '"') throw new Error('ends early');
    if (char === '\\' && next === 'x') {
      bytes.push(Number.parseInt(body.subarray(n + 2, n + 4).toString(), 16));
      n += 3;
    } else if (char === '\\' || ((char === '%' || char === '$') && next === char)) {
      bytes.push(body[++n] ?? 0);
    } else if (char === '%' || char === '$') throw new Error(`expands ${char}${next}`);
    else bytes.push(body[n] ?? 0);
  }
  return Buffer.from(bytes).toString();
}

describe('systemdArgument', () => {
  test('is one argument with the very same text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const wanted = Buffer.from(text.replaceAll('\0', '')).toString();
        expect(systemdReads(systemdArgument(text))).toBe(wanted);
      }),
    );
  });
});

describe('encoders of one line', () => {
  test.each([
    ['line', line],
    ['systemdValue', systemdValue],
    ['word', word],
    ['haproxyArgument', haproxyArgument],
    ['a value of sysctlLine', (text: string) => sysctlLine('net.x', text).slice(0, -1)],
    ['a name of sysctlLine', (text: string) => sysctlLine(text, '1').slice(0, -1)],
  ])('%s never gives a second line', (_, encode) => {
    fc.assert(fc.property(hostile, (text) => expect(encode(text)).not.toMatch(/[\n\r\0\u2028\u2029\v\f]/)));
  });

  test('word gives one word of harmless characters, and leaves names and addresses as they are', () => {
    fc.assert(fc.property(hostile, (text) => expect(word(text)).toMatch(/^[A-Za-z0-9._:/-]+$/)));
    expect(['cp-1', '10.0.0.1', 'fd00::1', 'api.main.example.com'].map(word)).toEqual([
      'cp-1',
      '10.0.0.1',
      'fd00::1',
      'api.main.example.com',
    ]);
  });

  test('haproxyArgument has no quote and no variable that is not escaped', () => {
    fc.assert(fc.property(hostile, (text) => expect(haproxyArgument(text)).toMatch(/^"(?:[^"\\$]|\\["\\$])*"$/)));
  });

  test('systemdValue doubles what would be a specifier, and ends in no backslash, which would join the next line', () => {
    expect(systemdValue('100%n \\')).toBe('100%%n ');
  });
});
