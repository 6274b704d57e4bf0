import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CERTIFICATE_ENDS } from '../../../../lib/services/monitoring/hosts/certificate-ends';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const at = (...parts: string[]) => path.join(folder, ...parts);

/** Makes a certificate, and says when it ends. */
function certificate(name: string): number {
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', at(`${name}.key`), '-out', at(`${name}.crt`)].concat([
      '-subj',
      `/CN=${name}`,
      '-days',
      '40',
    ]),
    { stdio: 'ignore' },
  );
  const text = execFileSync('openssl', ['x509', '-noout', '-enddate', '-in', at(`${name}.crt`)], { encoding: 'utf8' });
  return Date.parse(text.trim().replace('notAfter=', '')) / 1000;
}

function ends(settings: Record<string, string>): string {
  const env = {
    PATH: process.env.PATH ?? '',
    PKI: folder,
    CERTIFICATES: '',
    KUBECONFIG_FOLDER: folder,
    KUBECONFIGS: '',
    ENDPOINTS: '',
    OUTPUT: at('metrics/certificates.prom'),
    ...settings,
  };
  const { status, stderr } = spawnSync('bash', ['--norc', '-c', CERTIFICATE_ENDS], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return fs.readFileSync(at('metrics/certificates.prom'), 'utf8');
}

const line = (name: string, end: number) => `altostratus_certificate_end_time_seconds{certificate="${name}"} ${end}\n`;
const TYPE = '# TYPE altostratus_certificate_end_time_seconds gauge\n';

it('writes when certificates and those in kubeconfigs end, and leaves out what is not there or none', () => {
  const end = certificate('apiserver');
  const data = fs.readFileSync(at('apiserver.crt')).toString('base64');
  fs.writeFileSync(at('admin.conf'), `users:\n- user:\n    client-certificate-data: ${data}\n`);
  fs.writeFileSync(at('damaged.crt'), 'nothing');
  expect(ends({ CERTIFICATES: 'apiserver missing damaged', KUBECONFIGS: 'admin.conf none.conf' })).toBe(
    TYPE + line('apiserver', end) + line('admin.conf', end),
  );
});

it('lets everybody read the file, and never shows half of it', () => {
  ends({});
  expect(fs.statSync(at('metrics/certificates.prom')).mode & 0o777).toBe(0o644);
  expect(fs.readdirSync(at('metrics'))).toEqual(['certificates.prom']);
});

it('says nothing of an endpoint that does not answer', () => {
  expect(ends({ ENDPOINTS: '127.0.0.1:1' })).toBe(TYPE);
});

it('sees the certificate that an endpoint answers with, also where it asks for one itself', async () => {
  const end = certificate('etcd');
  const options = ['-cert', at('etcd.crt'), '-key', at('etcd.key'), '-Verify', '1', '-CAfile', at('etcd.crt')];
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...options], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    let port: string | undefined;
    while (port === undefined) {
      const [text] = (await once(server.stdout, 'data')) as [Buffer];
      port = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(text.toString())?.[1];
    }
    expect(ends({ ENDPOINTS: `127.0.0.1:${port}` })).toBe(TYPE + line(`127.0.0.1:${port}`, end));
  } finally {
    server.kill();
  }
});
