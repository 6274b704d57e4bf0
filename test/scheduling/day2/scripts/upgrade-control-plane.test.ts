import {
  UPGRADE_CONTROL_PLANE,
  UPGRADE_CONTROL_PLANE_NODE,
} from '../../../../lib/scheduling/day2/scripts/upgrade-control-plane';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

interface World {
  /** Version that the API server runs. */
  readonly running?: string;
  readonly installed?: string;
  readonly nodes?: string;
  /** Value of the key of the configuration in etcd. */
  readonly configuration?: string;
  /** Value of the key of the version in etcd. */
  readonly known?: string;
  readonly healthy?: boolean;
  /** Whether a transaction that compares the lock is carried out. */
  readonly locked?: boolean;
}

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('systemctl').write('etc/kubernetes/admin.conf').write('kubelet/config.yaml');
  sandbox.write('state/x');
});
afterEach(() => sandbox.remove());

function upgrade({
  running = '1.35.7',
  installed = '1.36.3',
  nodes = 'm0 True\nm1 True\nw0 True',
  configuration = '',
  known = '1.35.7',
  healthy = true,
  locked = true,
}: World = {}) {
  sandbox.write('key', configuration);
  const key = sandbox.path('key');
  sandbox.program(
    'etcdctl',
    `case "$*" in
*"endpoint health"*) ${healthy} ;;
*txn*) cat >/dev/null; ${locked ? `echo new >'${key}'` : 'true'} ;;
*"--print-value-only /version") echo '${known}' ;;
*--print-value-only*) cat '${key}' ;;
esac`,
  );
  sandbox.program('kubeadm', `case "$*" in "version"*) echo v${installed} ;; esac`);
  sandbox.program('kubelet', `echo 'Kubernetes v${installed}'`);
  sandbox.program(
    'kubectl',
    `case "$*" in
*/readyz*) echo ok ;;
*/version*) echo '  "gitVersion": "v${running}",' ;;
*"get nodes"*) printf '%s\\n' '${nodes}' ;;
*kubeletVersion*) echo 'v1.36.3 True' ;;
esac`,
  );
  const run = sandbox.run(UPGRADE_CONTROL_PLANE_NODE, {
    REVISION: 'new',
    NODES_REVISION: 'nodes',
    DONE_FILE: sandbox.path('state/done'),
    BEGUN_FILE: sandbox.path('state/begun'),
    CORDONED_FILE: sandbox.path('state/cordoned'),
    ETCD_ENDPOINTS: 'https://10.0.0.1:2379',
    ETCD_LOCK_KEY: '/lock/1',
    NODE: 'm0',
    CONTROL_PLANE_NODES: 'm0 m1',
    TARGET: '1.36.3',
    KUBEADM_CONFIG: '/kubeadm.yaml',
    IGNORED_CHECKS: '',
    API_URL: 'https://127.0.0.1:6443',
    ADMIN_KUBECONFIG: '/admin.conf',
    CONFIGURATION_KEY: '/configuration',
    VERSION_KEY: '/version',
  });
  const changes = run.calls.filter((call) =>
    /^(kubeadm (init|upgrade)|systemctl|kubectl.* (drain|uncordon) )/.test(call),
  );
  return { ...run, changes: changes.map((call) => call.replace(/ --(kubeconfig|server) \S+/g, '').split(' --')[0]) };
}

const REST = [
  'systemctl start altostratus-keep.service',
  'kubectl drain m0',
  'systemctl restart kubelet.service',
  'kubectl uncordon m0',
];

test('the first writes the settings, upgrades the cluster, then its kubelet on the drained node', () => {
  const { status, changes } = upgrade();
  expect(status).toBe(0);
  expect(changes).toEqual(['kubeadm init phase upload-config all', 'kubeadm upgrade apply v1.36.3', ...REST]);
  expect(sandbox.read('state/done')).toBe('new\n');
  expect(sandbox.read('state/begun')).toBeUndefined();
});

test('workers that join are told what they get, when both uploads are done and before anybody is told that the cluster is upgraded', () => {
  const steps = upgrade().calls.filter((call) => /upload-config|upgrade apply|annotate|txn/.test(call));
  expect(steps.map((call) => /upload-config|upgrade apply|revision=nodes|txn/.exec(call)?.[0])).toEqual([
    'upload-config',
    'upgrade apply',
    'revision=nodes',
    'txn',
  ]);
});

test('the others follow', () => {
  expect(upgrade({ configuration: 'new' }).changes).toEqual(['kubeadm upgrade node', ...REST]);
});

test.each<[string, World, string]>([
  ['a node is not ready', { nodes: 'm0 True\nm1 True\nw0 Unknown' }, 'Node w0 is not ready'],
  ['a host of the control plane is absent', { nodes: 'm0 True\nw0 True' }, 'm1 of the control plane is absent'],
  ['a member of etcd is not well', { healthy: false }, 'Not all members of etcd are well'],
  ['a minor version is skipped', { running: '1.34.10' }, 'skips a minor version'],
  ['it is a way back', { running: '1.37.1' }, 'no way back'],
  ['the cluster was upgraded further', { known: '1.37.1' }, 'run the boot.sh that belongs to 1.37.1 first'],
  ['the programs are not installed', { installed: '1.35.7' }, 'run boot.sh of this host first'],
])('refuses before it changes anything where %s', (_, world, reason) => {
  const { status, stderr, changes } = upgrade(world);
  expect({ status, changes }).toEqual({ status: 1, changes: [] });
  expect(stderr).toContain(reason);
});

test('who was cut off halfway goes on, though its own node is not ready', () => {
  sandbox.write('state/begun', 'new\n');
  expect(upgrade({ nodes: 'm0 False\nm1 True', running: '1.36.3' }).status).toBe(0);
});

test('where the lock was lost nobody is told that the cluster is upgraded, and the node is left alone', () => {
  const { status, changes } = upgrade({ locked: false });
  expect(status).toBe(1);
  expect(changes).not.toContain('kubectl drain m0');
  expect(sandbox.read('state/done')).toBeUndefined();
});

describe('the program that takes the lock', () => {
  const LOCK = 'etcdctl --endpoints=e lock --ttl=60 /lock /program';
  const run = () =>
    sandbox.run(UPGRADE_CONTROL_PLANE, {
      REVISION: 'new',
      DONE_FILE: sandbox.path('state/done'),
      CONFIGURATION_KEY: '/configuration',
      ETCD_ENDPOINTS: 'e',
      LOCK: '/lock',
      LOCKED_NODE_PROGRAM: '/program',
    });

  test('succeeds by what was done, not by the exit code of the lock', () => {
    sandbox.program('etcdctl', 'exit 0');
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('Not upgraded') as string });
    const key = sandbox.path('key');
    sandbox.program(
      'etcdctl',
      `case "$*" in *" lock "*) echo new | tee '${key}' >'${sandbox.path('state/done')}'; exit 1 ;; *) cat '${key}' ;; esac`,
    );
    expect(run()).toMatchObject({
      status: 0,
      calls: [LOCK, 'etcdctl --endpoints=e --command-timeout=10s get --print-value-only /configuration'],
    });
  });

  test('does nothing where the host has all, and the cluster too', () => {
    sandbox.write('state/done', 'new\n').program('etcdctl', 'echo new');
    expect(run().calls).not.toContain(LOCK);
    expect(run().status).toBe(0);
  });

  test('begins anew where a snapshot of before was restored', () => {
    sandbox.write('state/done', 'new\n').program('etcdctl', 'echo old');
    expect(run().calls).toContain(LOCK);
  });
});
