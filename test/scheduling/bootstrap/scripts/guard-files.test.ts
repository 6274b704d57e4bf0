import { GUARD_FILES } from '../../../../lib/scheduling/bootstrap/scripts/guard-files';
import { Sandbox } from './sandbox';

const MANIFEST = 'apiVersion: v1\nkind: Pod\nmetadata: {name: kube-apiserver}\n';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('sync');
  sandbox.write('etc/manifest.yaml', MANIFEST).write('etc/pki/server.key', 'a key\nof two lines\n');
});
afterEach(() => sandbox.remove());

const guard = (what: string) =>
  sandbox.run(`set -- ${what}\n${GUARD_FILES}`, { KEPT: sandbox.path('kept'), GUARDED: sandbox.path('etc') });

test('puts back what is empty, or only the beginning of what it was', () => {
  guard('keep');
  sandbox.write('etc/manifest.yaml', MANIFEST.slice(0, 20)).write('etc/pki/server.key', '');
  const { status, stderr } = guard('mend');
  expect(status).toBe(0);
  expect(stderr).toContain('etc/manifest.yaml was torn: it is put back');
  expect(sandbox.read('etc/manifest.yaml')).toBe(MANIFEST);
  expect(sandbox.read('etc/pki/server.key')).toBe('a key\nof two lines\n');
});

test('knows blocks that were never written: they are zeros', () => {
  guard('keep');
  sandbox.write('etc/manifest.yaml', MANIFEST.slice(0, 20).padEnd(MANIFEST.length, '\0'));
  guard('mend');
  expect(sandbox.read('etc/manifest.yaml')).toBe(MANIFEST);
});

test('leaves what somebody has changed', () => {
  guard('keep');
  sandbox.write('etc/manifest.yaml', MANIFEST.replace('v1', 'v2')).write('etc/pki/server.key', 'another key\n');
  expect(guard('mend')).toMatchObject({ status: 0, stderr: '' });
  expect(sandbox.read('etc/manifest.yaml')).toBe(MANIFEST.replace('v1', 'v2'));
  expect(sandbox.read('etc/pki/server.key')).toBe('another key\n');
});

test('does not bring back what was removed', () => {
  guard('keep');
  sandbox.run(`rm ${sandbox.path('etc/manifest.yaml')}`, {});
  guard('mend');
  expect(sandbox.read('etc/manifest.yaml')).toBeUndefined();
  guard('keep');
  sandbox.write('etc/manifest.yaml', '');
  guard('mend');
  expect(sandbox.read('etc/manifest.yaml')).toBe('');
});

test('keeps what was changed since, with its mode', () => {
  guard('keep');
  sandbox.write('etc/manifest.yaml', 'short\n');
  guard('keep');
  sandbox.write('etc/manifest.yaml', 'sh');
  guard('mend');
  expect(sandbox.read('etc/manifest.yaml')).toBe('short\n');
  expect(sandbox.mode('etc/manifest.yaml')).toBe('644');
});

test('does nothing at the first boot, and says how it is called', () => {
  expect(guard('mend')).toMatchObject({ status: 0, stderr: '' });
  expect(guard('else').status).toBe(2);
});

test('leaves what somebody made shorter before the host was shut down', () => {
  guard('keep');
  sandbox.write('etc/manifest.yaml', MANIFEST.slice(0, 20));
  guard('keep');
  expect(guard('mend')).toMatchObject({ status: 0, stderr: '' });
  expect(sandbox.read('etc/manifest.yaml')).toBe(MANIFEST.slice(0, 20));
});

test('puts back nothing that is not guarded any more, and forgets it', () => {
  guard('keep');
  sandbox.write('etc/pki/server.key', '');
  const fewer = (what: string) =>
    sandbox.run(`set -- ${what}\n${GUARD_FILES}`, {
      KEPT: sandbox.path('kept'),
      GUARDED: sandbox.path('etc/manifest.yaml'),
    });
  expect(fewer('mend')).toMatchObject({ status: 0, stderr: '' });
  expect(sandbox.read('etc/pki/server.key')).toBe('');
  fewer('keep');
  expect(sandbox.read(`kept${sandbox.path('etc/pki/server.key')}`)).toBeUndefined();
});
