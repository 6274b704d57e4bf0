import * as fc from 'fast-check';
import { emitToml } from '../../../lib/scheduling/bootstrap/toml';

test('values come before tables, both in the order given, and tables with nothing of their own have no header', () => {
  const text = emitToml({ host: { b: { x: 1 }, a: { y: true } }, server: 'https://example.com', absent: undefined });
  expect(text).toBe('server = "https://example.com"\n[host.b]\nx = 1\n[host.a]\ny = true\n');
});

test('keys that are no bare keys are quoted', () => {
  expect(emitToml({ plugins: { 'io.containerd.x.v1': { list: ['a', 'b'] } } })).toBe(
    '[plugins."io.containerd.x.v1"]\nlist = ["a", "b"]\n',
  );
});

test('an empty table is still there', () => {
  expect(emitToml({ a: {} })).toBe('[a]\n');
});

test('whatever a text holds, it stays one value on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      for (const document of [{ key: text }, { [text]: 'value' }]) {
        const written = emitToml(document);
        expect(written.slice(0, -1)).not.toMatch(/[\x00-\x1f\x7f]/);
        expect(written.at(-1)).toBe('\n');
      }
      expect(JSON.parse(emitToml({ key: text }).slice('key = '.length))).toBe(text);
    }),
  );
});
