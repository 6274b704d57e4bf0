import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { settingsFile } from '../../../lib/scheduling/bootstrap/settings-file';

/** What bash, whose quoting systemd follows here, makes of a settings file. */
function read(text: string, names: readonly string[]): string[] {
  const script = `set -eu; eval "$(cat)"; printf '%s\\0' ${names.map((name) => `"$${name}"`).join(' ')}`;
  const { stdout, status } = spawnSync('bash', ['--norc', '-c', script], { input: text, encoding: 'utf8', env: {} });
  expect(status).toBe(0);
  return stdout.split('\0').slice(0, -1);
}

test('one quoted value a line', () => {
  expect(settingsFile({ A: '1', B: 'x y' })).toBe('A="1"\nB="x y"\n');
});

test('values are read as they were written, and never run', () => {
  const hostile = ['$(touch /tmp/x)', '`id`', '"; id; "', "'", '\\', '\\\\n', '${HOME}', '%i', '#', 'a=b', '-n', '!'];
  const names = hostile.map((_, n) => `V${n}`);
  expect(read(settingsFile(Object.fromEntries(hostile.map((value, n) => [`V${n}`, value]))), names)).toEqual(hostile);
});

test('line ends cannot begin another setting', () => {
  expect(settingsFile({ A: 'x\nB="y' })).toBe('A="x B=\\"y"\n');
});

test('any text on one line survives', () => {
  const text = fc.string({ unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(fc.array(text, { minLength: 20, maxLength: 20 }), (values) => {
      const names = values.map((_, n) => `V${n}`);
      expect(read(settingsFile(Object.fromEntries(values.map((value, n) => [`V${n}`, value]))), names)).toEqual(values);
    }),
    { numRuns: 20 },
  );
});
