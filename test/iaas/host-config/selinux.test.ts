import type { HostSpec } from '../../../lib/iaas/host-config/model';
import { renderScript } from '../../../lib/iaas/host-config/script';
import { Sandbox } from './sandbox';
import { EMPTY, FULL } from './specs';

// Bash and its programs are real here, and machines of builds are busy.
jest.setTimeout(60_000);

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox('rhel');
});
afterEach(() => sandbox.remove());

const run = (spec: HostSpec) => sandbox.run(renderScript(spec));

describe('SELinux', () => {
  const calls = (spec: HostSpec) => run(spec).calls.filter((call) => /^(set|semodule -i)/.test(call));
  const nodeSpec: HostSpec = { ...FULL, selinux: [...FULL.selinux, { kind: 'permissive' }] };
  const CONFIG = '# SELINUX= can take one of three values\nSELINUX=enforcing\nSELINUXTYPE=targeted\n';
  beforeEach(() => {
    sandbox.write('/etc/selinux/config', CONFIG);
  });

  test('gets the boolean and the domain that programs need, and goes on to enforce', () => {
    expect(calls(FULL)).toEqual([
      'setsebool -P haproxy_connect_any on',
      expect.stringMatching(/^semodule -i \S+\/permissive_keepalived_t\.cil$/),
    ]);
    expect(sandbox.selinuxModule('permissive_keepalived_t')).toBe('(typepermissive keepalived_t)\n');
    expect(sandbox.read('/etc/selinux/config')).toBe(CONFIG);
  });

  test('is left alone where all is as it should be', () => {
    calls(FULL);
    expect(calls(FULL)).toEqual([]);
  });

  test('is prepared where it does not enforce for the moment', () => {
    sandbox.setSelinux('Permissive');
    expect(calls(FULL)).toHaveLength(2);
  });

  test('only notes what it would refuse where hosts ask for that, now and after a reboot', () => {
    expect(calls(nodeSpec)).toEqual(['setenforce 0']);
    expect(sandbox.read('/etc/selinux/config')).toBe(CONFIG.replace('=enforcing', '=permissive'));
    expect(calls(nodeSpec)).toEqual([]);
  });

  test.each([
    ['it is off', FULL, 'Disabled'],
    ['nobody asks for anything', EMPTY, 'Enforcing'],
  ])('is not touched where %s', (_, spec, mode) => {
    sandbox.setSelinux(mode);
    expect(calls(spec)).toEqual([]);
    expect(sandbox.read('/etc/selinux/config')).toBe(CONFIG);
  });

  test('is not asked for on hosts without it', () => {
    sandbox.remove();
    sandbox = new Sandbox();
    const { status, calls } = run(nodeSpec);
    expect(status).toBe(0);
    expect(calls.filter((call) => /^(get|set|sem)/.test(call))).toEqual([]);
  });
});
