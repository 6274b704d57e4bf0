import * as fc from 'fast-check';
import { parse } from 'yaml';
import { renderCloudInit } from '../../../lib/iaas/host-config/cloud-init';
import { layOut } from '../../../lib/iaas/host-config/layout';
import { EMPTY, FULL } from './specs';

interface WriteFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
  readonly encoding?: string;
}

interface CloudConfig {
  readonly hostname?: string;
  readonly write_files: readonly WriteFile[];
  readonly runcmd: readonly (readonly string[])[];
}

/** cloud-init reads YAML 1.1. */
const read = (text: string) => parse(text, { version: '1.1' }) as CloudConfig;
const decoded = ({ content, encoding }: WriteFile) =>
  encoding === 'b64' ? Buffer.from(content, 'base64').toString() : content;

describe('renderCloudInit', () => {
  test('begins with the line that makes it cloud-config, and is one map without secrets', () => {
    const text = renderCloudInit(FULL);
    expect(text.startsWith('#cloud-config\n')).toBe(true);
    expect(Object.keys(read(text))).toEqual(['hostname', 'preserve_hostname', 'write_files', 'bootcmd', 'runcmd']);
    expect(text).not.toContain('ref[');
  });

  test('writes the very files of the layout with their modes, then runs the one program', () => {
    const { write_files: files, runcmd, hostname } = read(renderCloudInit(FULL));
    expect(files.map((file) => [file.path, file.permissions, decoded(file)])).toEqual(
      layOut(FULL).files.map(({ path, mode = '0644', content }) => [path, mode, content]),
    );
    expect(runcmd).toEqual([['sh', '-c', expect.stringMatching('^/usr/local/sbin/altostratus-activate && touch /')]]);
    expect(hostname).toBe('cp-1');
  });

  test('sets no hostname for members of a pool: their cloud gives them one', () => {
    expect(read(renderCloudInit(EMPTY)).hostname).toBeUndefined();
  });

  test('gives back any content, however hostile', () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'no',
        '0755',
        '1e3',
        '---\n',
        '*a',
        '\u2028',
        '\ufeff',
        '\0',
        'a: b\n',
        '#cloud-config\n',
        '\r\n',
        ' x\n',
        '{{ v1 }}',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(content, (text) => {
        const spec = { ...EMPTY, files: [{ path: '/etc/x', content: text }] };
        const file = read(renderCloudInit(spec)).write_files.find(({ path }) => path === '/etc/x');
        expect(file && decoded(file)).toBe(Buffer.from(text).toString());
      }),
    );
  });
});
