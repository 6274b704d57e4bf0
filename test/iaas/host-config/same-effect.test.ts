import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { renderCloudInit } from '../../../lib/iaas/host-config/cloud-init';
import type { HostSpec } from '../../../lib/iaas/host-config/model';
import { renderScript } from '../../../lib/iaas/host-config/script';
import { Sandbox } from './sandbox';
import { EMPTY, FULL, TOOL } from './specs';

// Bash and its programs are real here, and machines of builds are busy.
jest.setTimeout(60_000);

interface CloudConfig {
  readonly write_files: readonly { path: string; permissions: string; content: string; encoding?: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

interface Effect {
  readonly status: number | null;
  /** What programs of the host were asked to do. */
  readonly calls: readonly string[];
  /** Mode and content of everything on its disk. */
  readonly disk: Readonly<Record<string, string>>;
}

/** What a rendering does to a host that has something on it already. */
function effectOf(prepare: (sandbox: Sandbox) => void, boot: (sandbox: Sandbox) => ReturnType<Sandbox['run']>): Effect {
  const sandbox = new Sandbox();
  try {
    prepare(sandbox);
    const { status, calls } = boot(sandbox);
    const own = (text: string) => text.replaceAll(sandbox.root, '');
    // Downloads run beside each other.
    return { status, calls: calls.map(own).sort(), disk: diskOf(sandbox) };
  } finally {
    sandbox.remove();
  }
}

/** Time stamps are noted too, which differ from run to run. */
function diskOf({ root }: Sandbox): Record<string, string> {
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files.map((file) => {
      const at = path.join(root, file);
      const stat = fs.lstatSync(at);
      const content = stat.isFile() ? fs.readFileSync(at, 'base64') : stat.isSymbolicLink() ? fs.readlinkSync(at) : '';
      return [file, `${stat.mode.toString(8)} ${file.startsWith('var/lib/altostratus/') ? 'noted' : content}`];
    }),
  );
}

/** Does what cloud-init does with the three things that user data has. */
function bootByCloudInit(sandbox: Sandbox, userData: string): ReturnType<Sandbox['run']> {
  const { write_files: files, runcmd } = parse(userData, { version: '1.1' }) as CloudConfig;
  for (const { path: file, permissions, content, encoding } of files) {
    sandbox.write(file, encoding === 'b64' ? Buffer.from(content, 'base64').toString() : content);
    fs.chmodSync(sandbox.root + file, Number.parseInt(permissions, 8));
  }
  return sandbox.run(runcmd.map(([, , line = '']) => `"$ALTOSTRATUS_ROOT${line.split(' ')[0]}"`).join('\n'));
}

function expectSameEffect(spec: HostSpec, prepare: (sandbox: Sandbox) => void = () => undefined): void {
  const byScript = effectOf(prepare, (sandbox) => sandbox.run(renderScript(spec)));
  const byCloudInit = effectOf(prepare, (sandbox) => bootByCloudInit(sandbox, renderCloudInit(spec)));
  expect(byCloudInit).toEqual(byScript);
}

test('both renderings do the same to a host: files, modes, and what programs are asked to do', () => {
  expectSameEffect(FULL);
  expectSameEffect(EMPTY);
});

test('also to a host that has something on it', () => {
  expectSameEffect(FULL, (sandbox) => {
    sandbox.write('/etc/hosts', '127.0.0.1 localhost\n# BEGIN altostratus\n9 old\n# END altostratus\n');
    sandbox.write('/etc/fstab', '/dev/sda2 none swap sw 0 0\n');
    sandbox.write('/usr/local/bin/tool', TOOL.content);
    sandbox.setActive('haproxy.service', 'active');
  });
});

test('whatever is in the files', () => {
  const content = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a: b\n', '#!/bin/sh\n', '---\n', ' x\n\n', ''),
  );
  const mode = fc.constantFrom('0600', '0644', '0755', '0440');
  fc.assert(
    fc.property(fc.array(fc.tuple(content, mode), { maxLength: 6 }), (files) => {
      const spec = { ...EMPTY, files: files.map(([text, of], n) => ({ path: `/srv/${n}`, content: text, mode: of })) };
      expectSameEffect(spec);
    }),
    { numRuns: 10 },
  );
});
