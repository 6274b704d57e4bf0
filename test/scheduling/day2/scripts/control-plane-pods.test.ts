import { CONTROL_PLANE_PODS } from '../../../../lib/scheduling/day2/scripts/control-plane-pods';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

const NAMES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const manifest = (name: string) => `etc/kubernetes/manifests/${name}.yaml`;
const PLAIN = 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    tier: control-plane\nspec: {}\n';
const ANNOTATED =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    kubeadm.kubernetes.io/x: "1"\n  labels: {}\nspec: {}\n';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('curl').program('systemctl');
  for (const name of NAMES) sandbox.write(manifest(name), name === 'kube-apiserver' ? ANNOTATED : PLAIN);
  // A process is another one when the content of its manifest is; it is gone with the manifest.
  sandbox.program(
    'pgrep',
    `for file in '${sandbox.path('etc/kubernetes/manifests')}/'"\${@: -1}"*.yaml; do [ -e "$file" ] && cksum <"$file" && exit; done; exit 1`,
  );
});
afterEach(() => sandbox.remove());

const pods = (what: string) => sandbox.run(`set -- ${what}\n${CONTROL_PLANE_PODS}`, {});

test('restart changes an annotation of each manifest, and waits until another process runs', () => {
  const { status, stderr } = pods('restart');
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const line = /^ {4}altostratus\.dev\/restarted: "\d{4}-.*Z"$/m;
  for (const name of NAMES) expect(sandbox.read(manifest(name))).toMatch(line);
  expect(sandbox.read(manifest('kube-apiserver'))?.replace(line, '').replace('\n\n', '\n')).toBe(ANNOTATED);
  expect(sandbox.read(manifest('kube-scheduler'))).toBe(
    PLAIN.replace(
      'metadata:\n',
      `metadata:\n  annotations:\n${line.exec(sandbox.read(manifest('kube-scheduler')) ?? '')?.[0]}\n`,
    ),
  );
});

test('restart a second time leaves one annotation', () => {
  pods('restart');
  sandbox.write(
    manifest('kube-apiserver'),
    sandbox.read(manifest('kube-apiserver'))?.replace(/"\d{4}-.*Z"/, '"before"'),
  );
  expect(pods('restart').status).toBe(0);
  expect(sandbox.read(manifest('kube-apiserver'))?.match(/restarted/g)).toHaveLength(1);
});

test('stop moves the manifests away, start brings them back; both may be done twice', () => {
  for (const what of ['stop', 'stop']) expect(pods(what).status).toBe(0);
  for (const name of NAMES) expect(sandbox.read(manifest(name))).toBeUndefined();
  for (const what of ['start', 'start']) expect(pods(what).status).toBe(0);
  expect(sandbox.read(manifest('kube-apiserver'))).toBe(ANNOTATED);
});

test('what is there afterwards is kept', () => {
  const kept = (what: string) => pods(what).calls.includes('systemctl start altostratus-keep.service');
  expect([kept('restart'), kept('stop'), kept('start')]).toEqual([true, false, true]);
});

test('stop waits for the processes, and says for which', () => {
  sandbox.program('pgrep', 'echo 1');
  const { status, stderr } = pods('stop');
  expect(status).not.toBe(0);
  expect(stderr).toContain('Waiting: for kube-apiserver to end');
});

test('anything else is refused', () => {
  expect(pods('delete')).toMatchObject({ status: 2 });
});
