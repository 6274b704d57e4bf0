import * as path from 'node:path';
import * as fc from 'fast-check';
import { HostConfig } from '../../../lib/iaas/host-config/host-config';
import { layOut } from '../../../lib/iaas/host-config/layout';
import type { HostPart } from '../../../lib/iaas/host-config/model';
import { valueFaults } from '../../../lib/iaas/host-config/value-faults';

const specOf = (part: HostPart) => new HostConfig('host', []).add(part).merge().spec;
const isSound = (part: HostPart) => [...valueFaults(specOf(part))].length === 0;
const written = (part: HostPart) =>
  layOut(specOf(part))
    .files.map((file) => `${file.path}\n${file.content}`)
    .join('\n');

/** Texts near those that are names: most characters of names, and some of what is none. */
const NEARLY = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', '+', ':', '/', '@', ' ', ';', '\n', '$'),
    maxLength: 8,
  }),
  fc.string({ maxLength: 8 }),
);

describe('a value without a fault is on the host as it was given', () => {
  test.each<[string, (text: string) => HostPart, (text: string) => string]>([
    ['packages', (text) => ({ packages: [text] }), (text) => `\n${text} ${text} *\n`],
    ['modules', (text) => ({ modules: [text] }), (text) => `modules-load.d/altostratus.conf\n${text}\n`],
    ['services', (text) => ({ services: [`${text}.service`] }), (text) => `\nstart ${text}.service\n`],
    ['sysctls', (text) => ({ sysctls: { [`net.${text}`]: '1' } }), (text) => `\nnet.${text} = 1\n`],
    ['versions', (text) => ({ packages: ['x'], packageVersions: { x: text } }), (text) => `\nx x ${text}\n`],
    ['aliases', (text) => ({ aliases: [{ address: '10.0.0.1', name: text }] }), (text) => `\n10.0.0.1 ${text}\n`],
  ])('%s', (_, part, line) => {
    let sound = 0;
    fc.assert(
      fc.property(NEARLY, (text) => {
        if (!isSound(part(text))) return;
        sound++;
        expect(written(part(text))).toContain(line(text));
      }),
      { numRuns: 400, examples: [['a'], ['a.b-1']] },
    );
    expect(sound).toBeGreaterThan(0);
  });

  test('paths', () => {
    fc.assert(
      fc.property(fc.oneof(NEARLY, fc.string({ unit: 'binary', maxLength: 4 })), (text) => {
        const part = { files: [{ path: `/etc/x${text}`, content: '', secret: true }] };
        if (!isSound(part)) return;
        expect(path.normalize(`/etc/x${text}`)).toBe(`/etc/x${text}`);
        expect(written(part)).toContain(`/etc/altostratus/secrets\n/etc/x${text}\n`);
      }),
      { examples: [['\u2028'], [' '], ['/y']] },
    );
  });
});

test('packages with "+" in their names keep it', () => {
  expect(written({ packages: ['g++'] })).toContain('\ng++ g++ *\n');
});
