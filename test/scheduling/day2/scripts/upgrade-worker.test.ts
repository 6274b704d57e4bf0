import { UPGRADE_WORKER } from '../../../../lib/scheduling/day2/scripts/upgrade-worker';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('systemctl').write('etc/kubernetes/kubelet.conf').write('kubelet/config.yaml');
});
afterEach(() => sandbox.remove());

function upgrade({ api = '1.36.3', unschedulable = true, installed = '1.36.3', after = '1.36.3' } = {}) {
  const node = {
    spec: { podCIDR: '10.244.3.0/24', ...(unschedulable && { unschedulable: true }) },
    status: { nodeInfo: { kubeletVersion: `v${after}` } },
  };
  sandbox.write('node', JSON.stringify(node, null, 2));
  sandbox.write('version', JSON.stringify({ major: '1', gitVersion: `v${api}` }, null, 2));
  sandbox.program(
    'curl',
    `case "$*" in */version) cat '${sandbox.path('version')}' ;; *nodes/w0) cat '${sandbox.path('node')}' ;; *) exit 22 ;; esac`,
  );
  sandbox.program('kubeadm', `case "$*" in version*) echo v${installed} ;; esac`);
  sandbox.program('kubelet', `echo 'Kubernetes v${installed}'`);
  const run = sandbox.run(UPGRADE_WORKER, {
    NODE: 'w0',
    TARGET: '1.36.3',
    REVISION: 'new',
    DONE_FILE: sandbox.path('state/upgraded'),
    API_URL: 'https://api:8443',
    AUTHORITY: '/ca.crt',
    CLIENT_CERTIFICATE: '/client.pem',
    IGNORED_CHECKS: '',
  });
  return { ...run, changes: run.calls.filter((call) => /^(kubeadm upgrade|systemctl)/.test(call)) };
}

test('upgrades a drained node, and remembers it', () => {
  const { status, changes } = upgrade();
  expect(status).toBe(0);
  expect(changes).toEqual([
    'kubeadm upgrade node --ignore-preflight-errors=',
    'systemctl start altostratus-keep.service',
    'systemctl restart kubelet.service',
  ]);
  expect(sandbox.read('state/upgraded')).toBe('new\n');
  expect(upgrade().changes).toEqual([]);
});

test.each([
  ['the node takes pods', { unschedulable: false }, 'drain it first'],
  ['the control plane is older', { api: '1.35.7' }, 'upgrade it first'],
  ['the programs are not installed', { installed: '1.35.7' }, 'run boot.sh of this host first'],
])('changes nothing where %s', (_, world, reason) => {
  const { status, changes, stderr } = upgrade(world);
  expect({ status, changes }).toEqual({ status: 1, changes: [] });
  expect(stderr).toContain(reason);
});

test('waits until the node tells its new version', () => {
  const { status, stderr } = upgrade({ after: '1.35.7' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('Waiting: for the node to tell its version');
  expect(sandbox.read('state/upgraded')).toBeUndefined();
});
