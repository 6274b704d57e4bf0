import * as fc from 'fast-check';
import { referencesIn, referenceTo, substitute, visitStrings } from '../../lib/core/reference';

const path = fc.string({ minLength: 1, unit: fc.constantFrom(...'ab/#]}[%${\n"25D', ' ', 'ü', '%25', '%5D') });
const attribute = fc.constantFrom('value', 'key', 'dns_name', 'a.b-c');
const plain = fc.string().filter((text) => !text.includes('$'));

describe('a reference', () => {
  it('looks as docs and other programs know it', () => {
    expect(referenceTo('dc1/main/db', 'password')).toBe('${ref[dc1/main/db#password]}');
  });

  it('is found in any text, whatever is in the path of the construct', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ path, attribute })), fc.array(plain, { minLength: 1 }), (references, texts) => {
        const text = references
          .map((one, n) => (texts[n % texts.length] ?? '') + referenceTo(one.path, one.attribute))
          .join('');
        expect(referencesIn(text)).toEqual(references);
      }),
    );
  });

  it('is replaced where it stands, in order, and nothing else is', () => {
    fc.assert(
      fc.property(plain, path, attribute, plain, path, plain, (before, one, name, between, other, after) => {
        const asked: string[] = [];
        const text = `${before}${referenceTo(one, name)}${between}${referenceTo(other, name)}${after}`;
        const given = substitute(text, (reference) => {
          asked.push(reference.path);
          return `$&<${reference.attribute}>`;
        });
        expect(given).toBe(`${before}$&<${name}>${between}$&<${name}>${after}`);
        expect(asked).toEqual([one, other]);
      }),
    );
  });

  it('keeps its text on one line and free of what ends it', () => {
    fc.assert(
      fc.property(path, (any) => {
        expect(referenceTo(any, 'value')).toMatch(/^\$\{ref\[[^\]\n]+#value\]\}$/);
      }),
    );
  });

  it('survives JSON, sorting and template strings', () => {
    const text = `user=admin password=${referenceTo('a/b', 'value')}`;
    expect(referencesIn(JSON.parse(JSON.stringify([text]))[0] as string)).toEqual([
      { path: 'a/b', attribute: 'value' },
    ]);
  });

  it.each([
    '',
    'plain',
    '${ref[a]}',
    '${ref[#a]}',
    '${ref[a#]}',
    '${ref[a#b c]}',
    '${ref[a#b}',
    '$ref[a#b]',
    '${REF[a#b]}',
  ])('is not %j', (text) => {
    expect(referencesIn(text)).toEqual([]);
    expect(substitute(text, () => 'x')).toBe(text);
  });
});

describe('visitStrings', () => {
  it('sees every string with the keys that lead to it, and no key', () => {
    const seen: [string, string][] = [];
    visitStrings(
      { a: 'one', b: [{ c: 'two' }, 'three', 4, null], d: { e: { f: 'four' } }, g: true, h: undefined },
      (text, at) => seen.push([text, at.join('.')]),
    );
    expect(seen).toEqual([
      ['one', 'a'],
      ['two', 'b.0.c'],
      ['three', 'b.1'],
      ['four', 'd.e.f'],
    ]);
  });

  it('sees a string that stands alone', () => {
    const seen: unknown[] = [];
    visitStrings('alone', (...call) => seen.push(call));
    expect(seen).toEqual([['alone', []]]);
  });
});
