import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { substitute } from '../../lib/core/reference';
import { INITIALIZE_CLUSTER } from '../../lib/scheduling/bootstrap/scripts/control-plane';
import { JOIN_CLUSTER } from '../../lib/scheduling/bootstrap/scripts/join-cluster';
import { fileOf, settled } from '../scheduling/sample-cluster';
import { ApiServer } from './api-server';
import { describeWith, temporaryFolder, toolFolder, until } from './programs';

const TOKEN = 'abcdef.0123456789abcdef';
const NEEDED = ['etcd', 'kube-apiserver', 'kubeadm', 'kubectl', 'kubelet', 'openssl', 'curl'];

describeWith(NEEDED, 'how a worker knows that it has what its files say', () => {
  const folder = temporaryFolder();
  const at = (...names: readonly string[]) => path.join(folder, ...names);
  const { cluster } = settled();
  const kubeadm = fileOf(cluster.controlPlane[0], '/etc/kubernetes/kubeadm.yaml');
  const revision = /^# revision of nodes: (.*)$/m.exec(kubeadm)?.[1] ?? '';
  let server: ApiServer;

  beforeAll(async () => {
    fs.mkdirSync(at('server'));
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=ca', '-keyout', 'ca.key', '-out', 'ca.crt');
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/O=system:nodes/CN=system:node:w0',
      '-keyout',
      'w0.key',
      '-out',
      'w0.csr',
    );
    openssl('x509', '-req', '-in', 'w0.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'w0.crt');
    fs.writeFileSync(at('w0.pem'), fs.readFileSync(at('w0.crt'), 'utf8') + fs.readFileSync(at('w0.key'), 'utf8'));
    server = await ApiServer.start({
      folder: at('server'),
      serviceCidr: cluster.serviceCidr.toString(),
      args: [`--client-ca-file=${at('ca.crt')}`, '--enable-bootstrap-token-auth', '--anonymous-auth=false'],
    });
    fs.writeFileSync(at('kubeadm.yaml'), kubeadm);
    fs.mkdirSync(at('bin'));
    program('systemctl', '');
    program('etcdctl', `case "$*" in *txn) cat >'${at('txn')}' ;; esac`);
    // Where an administrator's kubeconfig is by default, kubeadm takes no other without being told.
    program(
      'kubeadm',
      `case "$*" in
join*) mkdir -p '${at('etc')}' '${at('kubelet')}' ;;
*bootstrap-token*) exec '${toolFolder()}/kubectl' --kubeconfig '${server.kubeconfig}' create secret generic bootstrap-token-abcdef --namespace kube-system --type bootstrap.kubernetes.io/token --from-literal token-id=abcdef --from-literal token-secret=0123456789abcdef --from-literal usage-bootstrap-authentication=true --from-literal auth-extra-groups=system:bootstrappers:kubeadm:default-node-token ;;
*) exec '${toolFolder()}/kubeadm' "$@" --kubeconfig '${server.kubeconfig}' ;;
esac`,
    );
  }, 120_000);
  afterAll(() => server.stop());

  function openssl(...args: readonly string[]): void {
    execFileSync('openssl', [...args], { cwd: folder, stdio: 'ignore' });
  }

  function program(name: string, body: string): void {
    fs.writeFileSync(at('bin', name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }

  function run(script: string, env: Record<string, string>): string {
    const here = script.replaceAll('/etc/kubernetes', at('etc')).replaceAll('/var/lib/kubelet', at('kubelet'));
    return execFileSync('bash', ['-c', `exec 2>&1\n${here}`], {
      encoding: 'utf8',
      env: { PATH: [at('bin'), toolFolder(), '/usr/bin', '/bin'].join(':'), HOME: folder, ...env },
    });
  }

  /** As it is delivered: a host that has joined has no token any more. */
  function join(token = TOKEN): { readonly said: string; readonly noted: string | undefined } {
    const done = at('upgraded');
    fs.writeFileSync(at('join.kubeconfig'), `users:\n  - user:\n      token: ${token}\n`);
    const said = run(JOIN_CLUSTER, {
      JOIN_CONFIG: '/none',
      JOIN_KUBECONFIG: at('join.kubeconfig'),
      API_URL: `https://127.0.0.1:${server.port}`,
      AUTHORITY: server.certificate,
      CLIENT_CERTIFICATE: at('w0.pem'),
      VERSION: cluster.kubernetes.full,
      REVISION: revision,
      DONE_FILE: done,
    });
    return { said, noted: fs.existsSync(done) ? fs.readFileSync(done, 'utf8').trim() : undefined };
  }

  test('the cluster tells it to whoever has the token, and to the node that joined', () => {
    run(INITIALIZE_CLUSTER.replaceAll('/run/altostratus', at('run')), {
      ETCD_ENDPOINTS: 'none',
      ETCD_LOCK_KEY: '/lock',
      MARKER: '/marker',
      VERSION: cluster.kubernetes.full,
      VERSION_KEY: '/version',
      CONFIGURATION_KEY: '/configuration',
      KUBEADM_CONFIG: at('kubeadm.yaml'),
      TOKEN_CONFIG: '/none',
      ADMIN_KUBECONFIG: server.kubeconfig,
      API_URL: `https://127.0.0.1:${server.port}`,
    });
    expect(fs.readFileSync(at('txn'), 'utf8')).toMatch(/^put "\/configuration" "[0-9a-f]{32}"$/m);
    expect(revision).toMatch(/^[0-9a-f]{32}$/);
    expect(join()).toMatchObject({ noted: revision });
  }, 60_000);

  test('it is gone as soon as somebody uploads other settings, so that nothing old is believed', () => {
    run('kubeadm init phase upload-config kubelet --config "$FILE"', { FILE: at('kubeadm.yaml') });
    expect(join()).toMatchObject({
      noted: undefined,
      said: expect.stringContaining('the next upgrade includes this host') as string,
    });
  }, 60_000);

  test('another token takes the place of the first, as docs/day2.md says it', async () => {
    const other = '012345.abcdef0123456789';
    const config = substitute(fileOf(cluster.controlPlane[0], '/etc/kubernetes/kubeadm-token.yaml'), () => other);
    fs.writeFileSync(at('kubeadm-token.yaml'), config);
    const kubeconfig = ['--kubeconfig', server.kubeconfig];
    const kubeadm = (...args: readonly string[]) =>
      execFileSync(path.join(toolFolder(), 'kubeadm'), [...args, ...kubeconfig], { encoding: 'utf8' });
    const status = (token: string) =>
      execFileSync(
        'curl',
        [
          '-sk',
          '-o',
          at('answer'),
          '-w',
          '%{http_code}',
          '-H',
          `Authorization: Bearer ${token}`,
          `https://127.0.0.1:${server.port}/version`,
        ],
        { encoding: 'utf8' },
      );
    expect([status(TOKEN), status(other)]).toEqual(['200', '401']);
    kubeadm('init', 'phase', 'bootstrap-token', '--config', at('kubeadm-token.yaml'), '--skip-token-print');
    expect(kubeadm('token', 'list')).toMatch(/^012345\.abcdef0123456789 +<forever>/m);
    kubeadm('token', 'delete', 'abcdef');
    // The API server learns of both by a watch.
    await until('the first is gone', () => (status(TOKEN) === '401' && status(other) === '200') || undefined, 20);
    expect(join(other).said).not.toContain('Waiting');
  }, 60_000);
});
