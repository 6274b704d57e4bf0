import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { haproxyConfig } from '../../lib/iaas/balancer/haproxy';
import { keepalivedConfig } from '../../lib/iaas/balancer/keepalived';
import { systemdArgument, systemdValue } from '../../lib/iaas/host-config/encode';
import { describeWith, run, temporaryFolder } from './programs';

/** What somebody may call a host, a cluster or a path, by mistake or not. */
const HOSTILE = [
  '$(touch canary)',
  '`touch canary`',
  "'; touch canary #",
  '"quoted" and \'single\'',
  'two\nlines',
  'two\r\nlines\u2028three',
  '-leading',
  '--flag=value',
  '%n %i %%',
  '${HOME} $PASSWORD_1',
  '@low name',
  '!comment # comment',
  '{ brace }',
  'back\\slash\\',
  'sla/sh/../..',
  '\u6f22\u5b57 \u00e4 \u{1f600}',
  'nul\0byte',
  '',
  ' ',
  'x'.repeat(300),
];
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }));
const names = fc.array(text, { minLength: 1, maxLength: 8 });
const RUNS = { numRuns: 15 };

describeWith(['haproxy'], 'haproxy reads its configuration', () => {
  const folder = temporaryFolder();
  it('whatever balancers, hosts and paths are called', () => {
    fc.assert(
      fc.property(names, text, (all, check) => {
        const targets = all.map((name, n) => ({ name, address: `10.0.0.${n + 1}`, port: 6443 }));
        const services = all.map((name, n) => ({
          name,
          addresses: [`127.0.0.${n + 1}`],
          port: 8443,
          check: { kind: 'https', path: `/${check}` } as const,
          checks: n % 2 === 0 ? ('often' as const) : ('rare' as const),
          proxyProtocol: n % 2 === 0,
          targets,
        }));
        const file = path.join(folder, 'haproxy.cfg');
        fs.writeFileSync(file, haproxyConfig(services));
        run('haproxy', ['-c', '-f', file]);
      }),
      { ...RUNS, examples: HOSTILE.map((one) => [[one, one], one] as [string[], string]) },
    );
  });
});

/** keepalived wants one that is there, and not the loopback. */
const [networkInterface = 'eth0'] = Object.keys(os.networkInterfaces()).filter((name) => name !== 'lo');

describeWith(['keepalived'], 'keepalived reads its configuration', () => {
  const folder = temporaryFolder();
  it('whatever hosts and balancers are called', () => {
    fc.assert(
      fc.property(names, (all) => {
        const addresses = all.map((name, n) => ({
          name,
          address: `10.0.1.${n + 1}`,
          routerId: n + 1,
          priority: 254 - n,
          peers: ['10.0.0.2'],
        }));
        const host = { name: all[0] ?? '', address: '10.0.0.1', networkInterface };
        const file = path.join(folder, 'keepalived.conf');
        fs.writeFileSync(file, keepalivedConfig(host, addresses), { mode: 0o600 });
        expect(run('keepalived', ['--config-test', '-f', file])).toBe('');
      }),
      { ...RUNS, examples: HOSTILE.map((one) => [[one, one]] as [string[]]) },
    );
  });
});

describeWith(['systemd-analyze'], 'systemd reads a unit', () => {
  const folder = temporaryFolder();
  it('whatever its description and arguments are, and no line of it becomes another setting', () => {
    fc.assert(
      fc.property(text, (value) => {
        const file = path.join(folder, 'altostratus-test.service');
        const unit = `[Unit]\nDescription=${systemdValue(value)}\n\n[Service]\nExecStart=/bin/true ${systemdArgument(value)}\n`;
        fs.writeFileSync(file, unit);
        expect(unit.split('\n')).toHaveLength(6);
        expect(run('systemd-analyze', ['verify', '--man=no', file])).not.toMatch(/altostratus-test/);
      }),
      { ...RUNS, examples: HOSTILE.map((one) => [one] as [string]) },
    );
  });
});
