import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { downloadTable, fetchedFiles } from '../../../lib/iaas/host-config/downloads';
import { HostConfig } from '../../../lib/iaas/host-config/host-config';
import type { HostDownload } from '../../../lib/iaas/host-config/model';
import { renderScript } from '../../../lib/iaas/host-config/script';
import { Sandbox } from './sandbox';
import { EMPTY } from './specs';

// Bash and its programs are real here, and machines of builds are busy.
jest.setTimeout(60_000);

const MIRROR = 'http://mirror.example.com';
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

/** An archive as releases have them. */
function archive(files: Readonly<Record<string, string>>): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-tar-'));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  const { stdout } = spawnSync('tar', ['-czf', '-', '-C', folder, '.'], { encoding: 'buffer' });
  fs.rmSync(folder, { recursive: true });
  return stdout;
}

const run = (...downloads: readonly HostDownload[]) =>
  sandbox.run(renderScript({ ...EMPTY, downloads: downloads.flatMap(fetchedFiles) }));
const kubelet = (content = 'kubelet', rest: Partial<HostDownload> = {}): HostDownload => ({
  url: `${MIRROR}/kubelet`,
  sha256: sha256(content),
  path: '/usr/local/bin/kubelet',
  ...rest,
});
const fetches = (calls: readonly string[]) => calls.filter((call) => call.startsWith('curl '));
const leftovers = () => Object.keys(sandbox.state()).filter((file) => /\.altostratus/.test(file));

describe('a download', () => {
  test('is there with its mode, once it is what it should be', () => {
    sandbox.serve(`${MIRROR}/kubelet`, 'kubelet');
    expect(run(kubelet())).toMatchObject({ status: 0 });
    expect(sandbox.read('/usr/local/bin/kubelet')).toBe('kubelet');
    expect(sandbox.mode('/usr/local/bin/kubelet')).toBe('0755');
    expect(leftovers()).toEqual([]);
  });

  test('is not fetched again, nor touched', () => {
    sandbox.serve(`${MIRROR}/kubelet`, 'kubelet');
    run(kubelet());
    const before = sandbox.state();
    const { calls, status } = run(kubelet());
    expect(status).toBe(0);
    expect(fetches(calls)).toEqual([]);
    expect(sandbox.state()).toEqual(before);
  });

  test.each([
    ['was changed by hand', () => sandbox.write('/usr/local/bin/kubelet', 'by hand')],
    ['is gone', () => fs.rmSync(`${sandbox.root}/usr/local/bin/kubelet`)],
    ['has another mode', () => fs.chmodSync(`${sandbox.root}/usr/local/bin/kubelet`, 0o600)],
  ])('is put right where the file %s', (_, change) => {
    sandbox.serve(`${MIRROR}/kubelet`, 'kubelet');
    run(kubelet());
    change();
    expect(run(kubelet())).toMatchObject({ status: 0 });
    expect(sandbox.read('/usr/local/bin/kubelet')).toBe('kubelet');
    expect(sandbox.mode('/usr/local/bin/kubelet')).toBe('0755');
  });

  test('of another version takes the place of the older one', () => {
    sandbox.serve(`${MIRROR}/kubelet`, 'kubelet');
    run(kubelet());
    sandbox.serve(`${MIRROR}/kubelet-2`, 'kubelet 2');
    run(kubelet('kubelet 2', { url: `${MIRROR}/kubelet-2` }));
    expect(sandbox.read('/usr/local/bin/kubelet')).toBe('kubelet 2');
  });

  test('that came with the image of the host is not fetched', () => {
    sandbox.write('/usr/local/bin/kubelet', 'kubelet');
    fs.chmodSync(`${sandbox.root}/usr/local/bin/kubelet`, 0o755);
    const { status, calls } = run(kubelet());
    expect(status).toBe(0);
    expect(fetches(calls)).toEqual([]);
  });

  test('that is not what it should be is never installed, says both sums, and starts nothing', () => {
    sandbox.serve(`${MIRROR}/kubelet`, 'something else');
    const { status, output, calls } = run(kubelet());
    expect(status).toBe(1);
    expect(output).toContain(
      `not installed: ${MIRROR}/kubelet has the SHA-256 ${sha256('something else')}, but ${sha256('kubelet')} is wanted`,
    );
    expect(fs.existsSync(`${sandbox.root}/usr/local/bin/kubelet`)).toBe(false);
    expect(leftovers()).toEqual([]);
    expect(calls.filter((call) => call.startsWith('systemctl start'))).toEqual([]);
  });

  test('that cannot be had is tried for ten minutes, with a line each time', () => {
    const { status, output, calls } = run(kubelet());
    expect(status).toBe(1);
    expect(fetches(calls)).toHaveLength(60);
    expect(calls.filter((call) => call === 'sleep 10')).toHaveLength(60);
    expect(output.match(/cannot fetch http:\/\/mirror.example.com\/kubelet: /g)).toHaveLength(60);
  });

  test('that cannot be had keeps no other from being installed', () => {
    sandbox.serve(`${MIRROR}/etcd`, 'etcd');
    run(kubelet(), { url: `${MIRROR}/etcd`, sha256: sha256('etcd'), path: '/usr/local/bin/etcd' });
    expect(sandbox.read('/usr/local/bin/etcd')).toBe('etcd');
  });

  test('is fetched without proxies and settings of curl, and never over http where the URL is https', () => {
    sandbox.serve('https://dl.k8s.io/kubelet', 'kubelet');
    const [call = ''] = fetches(run(kubelet('kubelet', { url: 'https://dl.k8s.io/kubelet' })).calls);
    expect(call).toMatch(/^curl -q --noproxy \* --proto =https --fail --location /);
    expect(call).toMatch(/ --url https:\/\/dl\.k8s\.io\/kubelet$/);
  });

  test('of the same content from two places at once are kept apart until they are in place', () => {
    sandbox.serve(`${MIRROR}/kubelet`, 'kubelet');
    sandbox.serve(`${MIRROR}/copy`, 'kubelet');
    const { calls } = run(kubelet(), kubelet('kubelet', { url: `${MIRROR}/copy`, path: '/usr/local/bin/copy' }));
    const places = fetches(calls).map((call) => / --output (\S+)/.exec(call)?.[1]);
    expect(new Set(places).size).toBe(2);
  });

  test('more than four at a time are all installed', () => {
    const names = Array.from({ length: 11 }, (_, n) => `tool-${n}`);
    for (const name of names) sandbox.serve(`${MIRROR}/${name}`, name);
    const wanted = names.map((name) => ({ url: `${MIRROR}/${name}`, sha256: sha256(name), path: `/opt/bin/${name}` }));
    expect(run(...wanted)).toMatchObject({ status: 0 });
    for (const name of names) expect(sandbox.read(`/opt/bin/${name}`)).toBe(name);
  });

  test('restarts the unit that runs it', () => {
    sandbox.serve(`${MIRROR}/kubelet`, 'kubelet');
    sandbox.setActive('kubelet.service', 'active');
    const unit = { name: 'kubelet.service', content: '[Service]\n' };
    const spec = (content: string) => ({
      ...EMPTY,
      units: [unit],
      downloads: fetchedFiles(kubelet(content, { url: `${MIRROR}/${content}`, readBy: ['kubelet.service'] })),
    });
    sandbox.run(renderScript(spec('kubelet')));
    sandbox.serve(`${MIRROR}/newer`, 'newer');
    expect(sandbox.run(renderScript(spec('newer'))).calls).toContain(
      'systemctl reload-or-restart --no-block -- kubelet.service',
    );
  });
});

describe('members of an archive', () => {
  const content = archive({ 'etcd-v1/etcd': 'etcd', 'etcd-v1/etcdctl': 'etcdctl', 'etcd-v1/README': 'text' });
  const etcd = (from: readonly string[]): HostDownload => ({
    url: `${MIRROR}/etcd.tar.gz`,
    sha256: sha256(content),
    path: '/usr/local/bin',
    from,
  });

  test('are taken out, no others, by one request', () => {
    sandbox.serve(`${MIRROR}/etcd.tar.gz`, content);
    const { status, calls } = run(etcd(['etcd-v1/etcd', 'etcd-v1/etcdctl']));
    expect(status).toBe(0);
    expect(fetches(calls)).toHaveLength(1);
    expect(fs.readdirSync(`${sandbox.root}/usr/local/bin`).sort()).toEqual(['etcd', 'etcdctl']);
    expect(sandbox.read('/usr/local/bin/etcdctl')).toBe('etcdctl');
    expect(sandbox.mode('/usr/local/bin/etcd')).toBe('0755');
  });

  test('that are there already are not written again when one more is wanted', () => {
    sandbox.serve(`${MIRROR}/etcd.tar.gz`, content);
    run(etcd(['etcd-v1/etcd']));
    const before = sandbox.state()['usr/local/bin/etcd'];
    run(etcd(['etcd-v1/etcd', 'etcd-v1/etcdctl']));
    expect(sandbox.state()['usr/local/bin/etcd']).toBe(before);
    expect(sandbox.read('/usr/local/bin/etcdctl')).toBe('etcdctl');
  });

  test('that it does not have are a fault that names them', () => {
    sandbox.serve(`${MIRROR}/etcd.tar.gz`, content);
    const { status, output } = run(etcd(['etcd-v1/etcdutl']));
    expect(status).toBe(1);
    expect(output).toContain(`cannot install /usr/local/bin/etcdutl from ${MIRROR}/etcd.tar.gz`);
  });

  test('that is no archive at all is said', () => {
    sandbox.serve(`${MIRROR}/etcd.tar.gz`, 'text');
    const { status, output } = run({ ...etcd(['etcd-v1/etcd']), sha256: sha256('text') });
    expect(status).toBe(1);
    expect(output).toContain(`cannot unpack ${MIRROR}/etcd.tar.gz`);
    expect(leftovers()).toEqual([]);
  });
});

describe('in a HostConfig', () => {
  const merged = (...downloads: HostDownload[]) =>
    downloads.reduce((host, download) => host.add({ downloads: [download] }), new HostConfig('h', [])).merge();
  const archiveOf = (from: string[]) => ({ url: 'u', sha256: 'A'.repeat(64), path: '/bin', from });

  test('parts of one archive come together, and bring what fetches them', () => {
    const { spec, conflicts } = merged(archiveOf(['x/a', 'x/b']), archiveOf(['x/b', 'x/c']));
    expect(conflicts).toEqual([]);
    expect(spec.downloads.map(({ path: name }) => name)).toEqual(['/bin/a', '/bin/b', '/bin/c']);
    expect(spec.downloads[0]).toMatchObject({ sha256: 'a'.repeat(64), mode: '0755', member: 'x/a' });
    expect(spec.packages).toEqual(['ca-certificates', 'curl', 'gzip', 'tar']);
  });

  test('two versions of one file are a conflict, and so is a file of the same path', () => {
    expect(merged(kubelet(), kubelet('newer')).conflicts).toEqual([{ what: 'download /usr/local/bin/kubelet' }]);
    const host = new HostConfig('h', []).add({ downloads: [kubelet()] });
    const file = { path: '/usr/local/bin/kubelet', content: '' };
    expect(host.add({ files: [file] }).merge().conflicts).toEqual([{ what: 'file /usr/local/bin/kubelet' }]);
  });
});

test('no value can add a field or a line to the list', () => {
  const [file] = fetchedFiles({ url: 'http://x/\t\n$(id)', sha256: '', path: "/a\tb'c\n", from: ['\t'] });
  if (file === undefined) throw new Error('No file');
  expect(downloadTable([file])).toBe("-\t0755\t/a b'c /\thttp://x/  $(id)\t-\n");
});
