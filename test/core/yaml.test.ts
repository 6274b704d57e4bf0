import * as fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { emitDocuments, emitYaml } from '../../lib/core/yaml';
import { HOSTILE, hostileData, hostileText, lines } from './hostile-text';

type Reader = (text: string) => unknown[];

const byYaml =
  (version: '1.1' | '1.2'): Reader =>
  (text) =>
    [...yaml.parseAllDocuments(text, { version })].map((document) => {
      for (const fault of [...document.errors, ...document.warnings]) throw fault;
      return document.toJS() as unknown;
    });

const readers: Readonly<Record<string, Reader>> = {
  'yaml 1.2': byYaml('1.2'),
  'yaml 1.1': byYaml('1.1'),
  'js-yaml': (text) => jsYaml.loadAll(text),
};

/** JSON tells apart what matters here, the order of keys and an own `__proto__` included. */
const same = (read: unknown, written: unknown) => {
  expect(JSON.stringify(read)).toBe(JSON.stringify(written));
};

/** A text in each place that it can have. */
const places = (text: string): unknown[] => [
  text,
  { key: text },
  { [text]: 'value' },
  { [text]: text, after: 1 },
  [text],
  [[text], text],
  [{ [text]: text, after: text }],
  { outer: { [text]: [text, { inner: text }] }, after: text },
  { [text]: { [text]: {} } },
  { [text]: [] },
];

describe.each(Object.entries(readers))('%s reads', (_, read) => {
  const check = (value: unknown) => {
    const documents = read(emitYaml(value));
    expect(documents).toHaveLength(1);
    same(documents[0], value);
  };

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s in every place', (_shown, text) => {
    places(text).forEach(check);
  });

  it('any hostile text in every place', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        places(text).forEach(check);
      }),
      { numRuns: 100 },
    );
  });

  it('texts of several lines in every place', () => {
    fc.assert(
      fc.property(lines, (text) => {
        places(text).forEach(check);
      }),
      { numRuns: 150 },
    );
  });

  it('any plain data', () => {
    fc.assert(fc.property(hostileData, check), { numRuns: 150 });
  });

  it('every number', () => {
    const numbers = [0, 1, -1, 0.1, 1e21, -1e21, 1e-7, 1.5e300, 5e-324, 2 ** 53, 123456789012345680000];
    same(read(emitYaml(numbers))[0], numbers);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        check([value]);
      }),
    );
  });

  it('texts and keys of 100 kB', () => {
    const long = 'word '.repeat(20_000);
    for (const text of [long, long.trim(), `${long.trim()}\n`.repeat(2), 'ü'.repeat(50_000), `#${'x'.repeat(100_000)}`])
      places(text).forEach(check);
  });

  it('keys around the length up to which readers look for their colon', () => {
    for (let length = 990; length <= 1030; length++)
      for (const key of ['k'.repeat(length), '"'.repeat(length / 2), `${'ü'.repeat(length)}`])
        check([{ [key]: { [key]: [key] }, after: {} }]);
  });

  it('as many documents as there are values', () => {
    fc.assert(
      fc.property(fc.array(hostileData, { minLength: 1, maxLength: 5 }), (values) => {
        same(read(emitDocuments(values)), values);
      }),
    );
  });
});

describe('emitYaml', () => {
  it('writes the look that kubectl users know', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', enabled: 'yes' }, annotations: {} },
      spec: {
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
        args: ['--v=2', '--listen=:8080', '-', ['a', []]],
        clusterIP: '10.0.0.1',
        cpu: '100m',
        ratio: 0.5,
        note: 'Made by hand: do not edit',
        script: '#!/bin/sh\n\nif true; then\n\texit 0\nfi\n',
      },
    };
    expect(emitYaml(service)).toBe(`apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
    enabled: "yes"
  annotations: {}
spec:
  ports:
    - name: http
      port: 80
      targetPort: http
  args:
    - --v=2
    - --listen=:8080
    - "-"
    - - a
      - []
  clusterIP: 10.0.0.1
  cpu: 100m
  ratio: 0.5
  note: "Made by hand: do not edit"
  script: |
    #!/bin/sh

    if true; then
    \texit 0
    fi
`);
  });

  it.each([
    ['a\nb', '|-\n  a\n  b\n'],
    ['a\nb\n', '|\n  a\n  b\n'],
    ['a\n\n', '|+\n  a\n\n'],
    ['\n\na\n', '|\n\n\n  a\n'],
    ['a\n  b', '|-\n  a\n    b\n'],
    [' a\nb', '" a\\nb"\n'],
    ['\n a\nb', '"\\n a\\nb"\n'],
    ['\ta\nb', '"\\ta\\nb"\n'],
    ['a \nb', '"a \\nb"\n'],
    ['a\n\t\nb', '"a\\n\\t\\nb"\n'],
    ['a\nb ', '"a\\nb "\n'],
    ['a\r\nb', '"a\\r\\nb"\n'],
    ['a\u0085\nb', '"a\\u0085\\nb"\n'],
    ['a\n\ud800', '"a\\n\\ud800"\n'],
    ['\n\n', '"\\n\\n"\n'],
  ])('writes %j as a literal block only where every reader keeps it', (text, written) => {
    expect(emitYaml(text)).toBe(written);
  });

  it.each([
    'nginx:1.27',
    '/etc/kubernetes',
    '$(POD_IP)',
    'a b',
    '--v=2',
    '.spec.replicas',
    '10.0.0.0/16',
    '1.36.3',
    '128Mi',
    "it's",
    'x[0]',
    '_a',
  ])('leaves %s unquoted', (text) => {
    expect(emitYaml({ [text]: [text] })).toBe(`${text}:\n  - ${text}\n`);
  });

  it.each(['\u007f', '\u0085', '\u009f', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ud800', '\udfff', '\0'])(
    'escapes %j',
    (char) => {
      expect(emitYaml(char)).toBe(`"\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}"\n`);
    },
  );

  it('leaves out fields that are undefined, and the map with them where nothing remains', () => {
    expect(emitYaml({ a: undefined, b: 1, c: { d: undefined } })).toBe('b: 1\nc: {}\n');
    expect(emitYaml({ a: undefined })).toBe('{}\n');
  });

  it('writes null and undefined items of a list as null, as JSON has them', () => {
    expect(emitYaml([null, undefined, { a: null }])).toBe('- null\n- null\n- a: null\n');
  });

  it('writes minus zero as 0, as JSON has it', () => {
    expect(emitYaml([-0])).toBe('- 0\n');
  });

  it('writes a point before an exponent, without which PyYAML reads a text', () => {
    expect(emitYaml([1e21, -1e-7, 1.5e300])).toBe('- 1.0e+21\n- -1.0e-7\n- 1.5e+300\n');
  });

  it('keeps a field named __proto__', () => {
    expect(emitYaml(JSON.parse('{"__proto__":{"a":1}}'))).toBe('__proto__:\n  a: 1\n');
  });

  it('takes objects without a prototype and objects of another realm', () => {
    const bare: unknown = Object.assign(Object.create(null) as object, { a: 1 });
    expect(emitYaml([bare, structuredClone({ b: 2 })])).toBe('- a: 1\n- b: 2\n');
  });

  it('writes twice what occurs twice, without an anchor', () => {
    const shared = { a: 1 };
    expect(emitYaml([shared, shared])).toBe('- a: 1\n- a: 1\n');
  });

  it('says the same of a text however often and after however many others it is asked', () => {
    const first = emitYaml({ yes: 'no' });
    for (let n = 0; n < 25_000; n++) emitYaml(`text-${n}`);
    expect(emitYaml({ yes: 'no' })).toBe(first);
    expect(first).toBe('"yes": "no"\n');
  });

  it.each([
    [{ spec: { replicas: NaN } }, 'spec.replicas is the number NaN.'],
    [{ a: [{ b: -Infinity }] }, 'a[0].b is the number -Infinity.'],
    [[() => 1], '[0] is a function.'],
    [{ a: 1n }, 'a is a bigint.'],
    [{ a: Symbol('s') }, 'a is a symbol.'],
    [{ a: { when: new Date(0) } }, 'a.when is an instance of Date.'],
    [[new Map()], '[0] is an instance of Map.'],
    [undefined, 'the document is undefined.'],
    [() => 1, 'the document is a function.'],
  ])('refuses what is not plain data and names its place (%#)', (value, message) => {
    expect(() => emitYaml(value)).toThrow(new TypeError(`YAML is written of plain data only: ${message}`));
  });

  it('writes 900 levels and refuses 5,000, and what contains itself, with a short path', () => {
    const nested = (depth: number) => {
      let value: unknown = 'end';
      for (let n = 0; n < depth; n++) value = n % 2 === 0 ? { a: value } : [value];
      return value;
    };
    expect(emitYaml(nested(900)).split('end')).toHaveLength(2);
    expect(() => emitYaml(nested(5_000))).toThrow(
      /^YAML is written of plain data only: .{1,100}… is nested more than 1000 deep\.$/,
    );
    const circle: unknown[] = [];
    circle.push(circle, circle);
    expect(() => emitYaml({ circle })).toThrow(TypeError);
  });
});

describe('emitDocuments', () => {
  it('puts --- between documents, and writes nothing for none', () => {
    expect(emitDocuments([])).toBe('');
    expect(emitDocuments([{ a: 1 }])).toBe('a: 1\n');
    expect(emitDocuments([{ a: 1 }, { b: 2 }])).toBe('a: 1\n---\nb: 2\n');
  });

  it('names the place in the document that is not plain data', () => {
    expect(() => emitDocuments([{}, { a: NaN }])).toThrow('a is the number NaN');
  });
});
