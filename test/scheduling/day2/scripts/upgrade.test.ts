import { UPGRADE } from '../../../../lib/scheduling/day2/scripts/upgrade';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

function upgrade(line: string, roles = 'etcd control-plane', kubectl = '') {
  sandbox.write(
    'settings',
    `ROLES="${roles}"\nREVISION="new"\nDONE_FILE="${sandbox.path('done')}"\nADMIN_KUBECONFIG="/a"\nAPI_URL="u"\n`,
  );
  sandbox.program('kubectl', kubectl);
  const run = sandbox.run(`set -- ${line}\n${UPGRADE}`, {
    ALTOSTRATUS_SETTINGS: sandbox.path('settings'),
    ALTOSTRATUS_PROGRAMS: `${sandbox.path('bin')}/`,
  });
  return { ...run, calls: run.calls.map((call) => call.replace('kubectl --kubeconfig /a --server u ', '')) };
}

test('runs the program of a role that the host has', () => {
  sandbox.program('upgrade-etcd');
  expect(upgrade('etcd').calls).toEqual(['upgrade-etcd ']);
  expect(upgrade('worker')).toMatchObject({ status: 2, calls: [] });
  expect(upgrade('')).toMatchObject({ status: 2 });
});

test('is-done compares what was done with what the files say', () => {
  expect(upgrade('is-done', 'worker').status).not.toBe(0);
  sandbox.write('done', 'old\n');
  expect(upgrade('is-done', 'worker').status).not.toBe(0);
  sandbox.write('done', 'new\n');
  expect(upgrade('is-done', 'worker').status).toBe(0);
});

test('check is content with nodes that are there and ready', () => {
  expect(upgrade('check m0 w0', 'control-plane', 'echo True').status).toBe(0);
  expect(upgrade('check m0 w0', 'control-plane', '[ "$7" = m0 ] && echo True')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no node w0') as string,
  });
  expect(upgrade('check w0', 'control-plane', 'echo Unknown')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('w0 is not ready') as string,
  });
});

test('drain remembers that it closed the node; uncordon opens only such a node', () => {
  const drained = upgrade('drain w0', 'control-plane').calls;
  expect(drained).toContain('annotate node w0 --overwrite altostratus.dev/drained=upgrade');
  expect(drained.at(-1)).toMatch(/^drain w0 /);
  expect(upgrade('drain w0', 'control-plane', 'echo true').calls.some((call) => call.startsWith('annotate'))).toBe(
    false,
  );
  expect(upgrade('uncordon w0', 'control-plane', 'echo upgrade').calls).toContain('uncordon w0');
  expect(upgrade('uncordon w0', 'control-plane').calls).not.toContain('uncordon w0');
});
