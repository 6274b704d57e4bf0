import { JOIN_CLUSTER } from '../../../../lib/scheduling/bootstrap/scripts/join-cluster';
import { Sandbox } from './sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('systemctl');
  kubeadm();
});
afterEach(() => sandbox.remove());

/** kubeadm as it joins: what it writes is for everybody to read. */
const kubeadm = () => {
  const [kubernetes, kubelet] = [sandbox.path('etc/kubernetes'), sandbox.path('kubelet')];
  const files = `${kubernetes}/kubelet.conf ${kubernetes}/pki/ca.crt ${kubelet}/config.yaml ${kubelet}/kubeadm-flags.env`;
  return sandbox.program('kubeadm', `mkdir -p ${kubernetes}/pki ${kubelet}; touch ${files}; chmod 0644 ${files}`);
};

const join = () => sandbox.run(JOIN_CLUSTER, { JOIN_CONFIG: '/join.yaml' });

test('joins', () => {
  expect(join()).toMatchObject({
    status: 0,
    calls: [
      'systemctl stop kubelet.service',
      'kubeadm join --config /join.yaml',
      'systemctl start altostratus-keep.service',
    ],
  });
});

test('lets nobody else read what kubeadm wrote', () => {
  expect(join().status).toBe(0);
  for (const file of ['etc/kubernetes/kubelet.conf', 'etc/kubernetes/pki/ca.crt', 'kubelet/config.yaml'])
    expect(sandbox.mode(file)).toBe('600');
});

test('removes what a run before left, because kubeadm refuses to start with it', () => {
  sandbox.write('etc/kubernetes/bootstrap-kubelet.conf').write('etc/kubernetes/pki/ca.crt');
  sandbox.program('kubeadm', 'exit 1');
  join();
  expect(sandbox.read('etc/kubernetes/bootstrap-kubelet.conf')).toBeUndefined();
  expect(sandbox.read('etc/kubernetes/pki/ca.crt')).toBeUndefined();
});

test('does nothing on a node that is in', () => {
  sandbox.write('etc/kubernetes/kubelet.conf');
  expect(join()).toMatchObject({ status: 0, calls: [] });
});

test('fails where kubeadm fails', () => {
  sandbox.program('kubeadm', 'exit 1');
  expect(join().status).not.toBe(0);
});
