import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as fc from 'fast-check';
import { layOut } from '../../../lib/iaas/host-config/layout';
import { renderScript } from '../../../lib/iaas/host-config/script';
import { Sandbox } from './sandbox';
import { EMPTY, FULL } from './specs';

// Bash and its programs are real here, and machines of builds are busy.
jest.setTimeout(60_000);

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

describe('renderScript', () => {
  test('is bash, and has no secrets', () => {
    const script = renderScript(FULL);
    expect(spawnSync('/bin/bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(script).not.toContain('ref[');
  });

  test('writes the very files of the layout with their modes', () => {
    expect(sandbox.run(renderScript(FULL))).toMatchObject({ status: 0 });
    for (const { path, content, mode = '0644' } of layOut(FULL).files) {
      expect(sandbox.read(path)).toBe(content);
      expect(sandbox.mode(path)).toBe(mode);
    }
  });

  test('run again, writes nothing and touches no unit', () => {
    sandbox.run(renderScript(FULL));
    for (const unit of ['etcd.service', 'haproxy.service', 'chronyd.service']) sandbox.setActive(unit, 'active');
    const before = sandbox.state();
    const { status, calls, output } = sandbox.run(renderScript(FULL));
    expect(status).toBe(0);
    expect(output).not.toContain('wrote');
    expect(sandbox.state()).toEqual(before);
    expect(calls.filter((call) => /restart|reload|start|enable|install|mask/.test(call))).toEqual([
      // Stand-ins do not mask anything, so it is asked for again.
      'systemctl mask --quiet swap.target',
      'systemctl mask --quiet -- firewalld.service',
    ]);
  });

  test('writes a file anew where its content or its mode is another', () => {
    sandbox.run(renderScript(FULL));
    sandbox.write('/etc/haproxy/haproxy.cfg', 'changed by hand\n');
    fs.chmodSync(`${sandbox.root}/usr/local/sbin/join`, 0o600);
    const { output } = sandbox.run(renderScript(FULL));
    expect(output.match(/wrote .*/g)).toEqual(['wrote /etc/haproxy/haproxy.cfg', 'wrote /usr/local/sbin/join']);
    expect(sandbox.read('/etc/haproxy/haproxy.cfg')).toBe('global\n');
    expect(sandbox.mode('/usr/local/sbin/join')).toBe('0755');
  });

  test('shows where values are put in later, also in a file that does not end in a line end', () => {
    const content = 'password=${ref[agent#value]}';
    const script = renderScript({ ...EMPTY, files: [{ path: '/etc/agent.conf', content }] });
    expect(script).toContain(`\n${content}\n`);
    sandbox.run(script.replace('${ref[agent#value]}', 'a "b" $(id)'));
    expect(sandbox.read('/etc/agent.conf')).toBe('password=a "b" $(id)');
  });

  test('leaves no temporary file behind', () => {
    sandbox.run(renderScript(FULL));
    expect(Object.keys(sandbox.state()).filter((file) => /altostratus-\d+$|\.[A-Za-z0-9]{8}$/.test(file))).toEqual([]);
  });

  test('gives any content and any path to the disk as they are, and runs none of it', () => {
    const part = fc.constantFrom(
      '$(touch /tmp/canary)',
      '`id`',
      "'",
      '"',
      '\\',
      '\n',
      '\r',
      '\0',
      '\u0001',
      '\x7f',
      '$x',
      'END_OF_FILE',
      'END_OF_FILE\n',
      '\nEND_OF_FILE_\n',
      '-n',
      ' ',
      '!',
      '#',
      'é',
      '\u2028',
      '\ud83d\ude00',
      'x',
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 10 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    const name = fc.array(fc.constantFrom("'", '"', ' ', '$', '(', ')', '-', '\n', '`', ';', '*', 'x'), {
      minLength: 1,
      maxLength: 8,
    });
    const canary = '/tmp/canary';
    fs.rmSync(canary, { force: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, text), { selector: ([parts]) => parts.join(''), maxLength: 12 }),
        (files) => {
          const spec = {
            ...EMPTY,
            files: files.map(([parts, content]) => ({ path: `/srv/${parts.join('')}`, content })),
          };
          expect(sandbox.run(renderScript(spec)).status).toBe(0);
          for (const { path, content } of spec.files) expect(sandbox.read(path)).toBe(Buffer.from(content).toString());
          expect(fs.existsSync(canary)).toBe(false);
        },
      ),
      { numRuns: 12 },
    );
  });
});
