import { JOIN_CLUSTER } from '../../../../lib/scheduling/bootstrap/scripts/join-cluster';
import { Sandbox } from './sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('kubeadm').program('systemctl');
});
afterEach(() => sandbox.remove());

const join = () => sandbox.run(JOIN_CLUSTER, { JOIN_CONFIG: '/join.yaml' });

test('joins', () => {
  expect(join()).toMatchObject({
    status: 0,
    calls: ['systemctl stop kubelet.service', 'kubeadm join --config /join.yaml'],
  });
});

test('removes what a run before left, because kubeadm refuses to start with it', () => {
  sandbox.write('etc/kubernetes/bootstrap-kubelet.conf').write('etc/kubernetes/pki/ca.crt');
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
