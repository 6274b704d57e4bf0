import { execFileSync } from 'node:child_process';
import { RENEW_CERTIFICATES, RESTART_CONTROL_PLANE } from '../../../../lib/scheduling/day2/scripts/renew-certificates';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

/** A certificate that ends in so many days. */
function certificate(days: number): string {
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=x'];
  return execFileSync('openssl', [...args, '-days', String(days), '-keyout', '/dev/null'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
const KEEP = 'systemctl start altostratus-keep.service';
const SOON = certificate(30);
const LATE = certificate(300);
const kubeconfig = (text: string) =>
  `users:\n- user:\n    client-certificate-data: ${Buffer.from(text).toString('base64')}\n`;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('kubeadm').program('restart').program('systemctl');
  sandbox.program('etcdctl', `rm -f '${sandbox.path('restart')}'`);
  sandbox.write('pki/etcd/server.crt', LATE).write('pki/apiserver.crt', LATE);
  sandbox.write('conf/admin.conf', kubeconfig(LATE));
});
afterEach(() => sandbox.remove());

const renew = (more: Record<string, string> = {}) =>
  sandbox.run(RENEW_CERTIFICATES, {
    PKI: sandbox.path('pki'),
    CERTIFICATES_CONFIG: '/certs.yaml',
    RENEW_DAYS: '90',
    CERTIFICATES: 'etcd-server=etcd/server apiserver=apiserver apiserver-etcd-client=gone',
    KUBECONFIGS: 'admin.conf',
    KUBECONFIG_FOLDER: sandbox.path('conf'),
    RESTART_PROGRAM: 'restart',
    RESTART_FILE: sandbox.path('restart'),
    ETCD_ENDPOINTS: 'https://10.0.0.1:2379',
    LOCK: '/lock',
    ...more,
  });

test('nothing is done while all are good for longer', () => {
  expect(renew()).toMatchObject({ status: 0, calls: [] });
});

test('what ends soon is renewed, then the control plane is restarted under the lock', () => {
  sandbox.write('pki/apiserver.crt', SOON).write('conf/admin.conf', kubeconfig(SOON));
  const { status, calls } = renew();
  expect(status).toBe(0);
  expect(calls).toEqual([
    'kubeadm certs renew apiserver --config /certs.yaml',
    'kubeadm certs renew admin.conf --config /certs.yaml',
    KEEP,
    'etcdctl --endpoints=https://10.0.0.1:2379 lock --ttl=60 /lock restart',
  ]);
});

test('a damaged one is renewed', () => {
  sandbox.write('pki/etcd/server.crt', 'damaged');
  expect(renew().calls).toContain('kubeadm certs renew etcd-server --config /certs.yaml');
});

test('etcd reads them itself: nothing is restarted', () => {
  sandbox.write('pki/etcd/server.crt', SOON);
  const { calls } = renew({ RESTART_FILE: '', RESTART_PROGRAM: '' });
  expect(calls).toEqual(['kubeadm certs renew etcd-server --config /certs.yaml', KEEP]);
});

test('who was cut off before the restart makes up for it', () => {
  sandbox.write('restart');
  expect(renew().calls).toEqual([expect.stringContaining(' lock ')]);
});

test('it believes the file, not the exit code of the lock', () => {
  sandbox.write('restart').program('etcdctl');
  expect(renew().status).not.toBe(0);
});

test('under the lock: restarts, and notes that it did', () => {
  const env = { RESTART_FILE: sandbox.path('restart'), PODS_PROGRAM: 'pods' };
  sandbox.program('pods');
  expect(sandbox.run(RESTART_CONTROL_PLANE, env).calls).toEqual([]);
  sandbox.write('restart');
  expect(sandbox.run(RESTART_CONTROL_PLANE, env).calls).toEqual(['pods restart']);
  expect(sandbox.read('restart')).toBeUndefined();
});
