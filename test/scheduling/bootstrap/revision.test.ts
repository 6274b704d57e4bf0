import { Etcd, HardeningAddition, HardeningException, Machines, NodeFailure } from 'altostratus';
import { Duration, Size } from 'cdk8s';
import { nodesRevision } from '../../../lib/scheduling/bootstrap/revision';
import { CONTROL_PLANE, INITIALIZE_CLUSTER } from '../../../lib/scheduling/bootstrap/scripts/control-plane';
import { JOIN_CLUSTER } from '../../../lib/scheduling/bootstrap/scripts/join-cluster';
import { UPGRADE } from '../../../lib/scheduling/day2/scripts/upgrade';
import { UPGRADE_CONTROL_PLANE } from '../../../lib/scheduling/day2/scripts/upgrade-control-plane';
import { fileOf, settingsOf, settled, SMALL } from '../sample-cluster';
import { Sandbox } from './scripts/sandbox';

const KUBEADM = '/etc/kubernetes/kubeadm.yaml';
const UPGRADE_ENV = '/etc/altostratus/upgrade.env';
const { cluster, general } = settled();
const [worker] = general.machines;

const revisionsOf = (text: string) =>
  [...text.matchAll(/^# revision of (.*): ([0-9a-f]{32})$/gm)].map((match) => match[2]);

test('a host knows by its file what its upgrade will ask for, the same on all hosts of the control plane', () => {
  for (const machine of cluster.controlPlane) {
    const { REVISION, NODES_REVISION } = settingsOf(machine, UPGRADE_ENV);
    expect(revisionsOf(fileOf(machine, KUBEADM))).toEqual([REVISION, NODES_REVISION]);
    expect(NODES_REVISION).toBe(settingsOf(worker, UPGRADE_ENV).REVISION);
  }
  expect(new Set(cluster.controlPlane.map((machine) => settingsOf(machine, UPGRADE_ENV).REVISION)).size).toBe(1);
});

test('another version, and other settings of kubelet, are other revisions of both', () => {
  const of = (props: Parameters<typeof settled>[0]) =>
    revisionsOf(fileOf(settled(props).cluster.controlPlane[0], KUBEADM));
  const all = [of({}), of({ version: '1.35' }), of({ nodes: { podPidsLimit: 999 } })];
  expect(new Set(all.map(([first]) => first)).size).toBe(3);
  expect(new Set(all.map(([, second]) => second)).size).toBe(3);
});

test('what is read only by who starts is part of the revision of who is restarted for it', () => {
  const of = (props: Parameters<typeof settled>[0]) => {
    const [machine] = settled(props).cluster.controlPlane;
    const { REVISION, NODES_REVISION } = settingsOf(machine, UPGRADE_ENV);
    return { etcd: settingsOf(machine, '/etc/etcd/etcd.env').START_REVISION, master: REVISION, nodes: NODES_REVISION };
  };
  const changed = (props: Parameters<typeof settled>[0]) => {
    const [before, after] = [of({}), of(props)];
    return (['etcd', 'master', 'nodes'] as const).filter((name) => before[name] !== after[name]);
  };
  expect(changed({})).toEqual([]);
  // Files of the API server: admission, audit policy, authentication, encryption.
  const limit = (qps: number) => [HardeningAddition.eventRateLimit([{ type: 'Server', qps, burst: 9 }])];
  expect(of({ hardening: { additions: limit(1) } }).master).not.toBe(of({ hardening: { additions: limit(2) } }).master);
  expect(changed({ hardening: { audit: { rules: [{ level: 'None', verbs: ['watch'] }] } } })).toEqual(['master']);
  expect(changed({ hardening: { exceptions: [HardeningException.encryptionAtRest('a test')] } })).toEqual(['master']);
  expect(changed({ etcd: Etcd.stacked({ quota: Size.gibibytes(8) }) })).toEqual(['etcd']);
  expect(changed({ nodeFailure: NodeFailure.within(Duration.seconds(20)) })).toEqual(['master', 'nodes']);
});

test('members that come and go are no other settings for those that stay', () => {
  const of = (count: number) =>
    settingsOf(settled({ controlPlane: Machines.of(count, SMALL) }).cluster.etcd[0], '/etc/etcd/etcd.env');
  const [three, five] = [of(3), of(5)];
  expect(five.ETCD_INITIAL_CLUSTER).not.toBe(three.ETCD_INITIAL_CLUSTER);
  expect(five.START_REVISION).toBe(three.START_REVISION);
});

test('a kubelet whose unit alone is another one is another kubelet', () => {
  const { nodes } = cluster;
  const software = { ...nodes.software, kubeletFolder: '/opt/bin' };
  const other = Object.create(cluster, { nodes: { value: { ...nodes, software } } }) as typeof cluster;
  expect(nodesRevision(other)).not.toBe(nodesRevision(cluster));
});

describe('right after a fresh formation', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().program('systemctl').program('kubeadm').program('hostname', 'echo m');
    sandbox.program('kubelet', `echo 'Kubernetes v${cluster.kubernetes.full}'`);
    sandbox.program(
      'curl',
      `case "$*" in *kubelet-config*) cat '${sandbox.path('revision')}' ;; */version) echo '"gitVersion":"v${cluster.kubernetes.full}"' ;; esac`,
    );
    sandbox.program('kubectl', `printf '"%s"' "\${@: -1}" | sed 's/=/":"/' >'${sandbox.path('revision')}'`);
    sandbox.write('initialize', INITIALIZE_CLUSTER).write('etc/kubernetes/admin.conf');
    sandbox.write('kubelet/config.yaml').write('kubelet/pki/kubelet-client-current.pem');
    // Keys are files; who takes the lock runs the program.
    sandbox.program(
      'etcdctl',
      `cd '${sandbox.path('bin')}'; file() { printf '../key%s' "\${1//\\//-}"; }
case "$*" in
*" lock "*) ETCD_LOCK_KEY=/lock bash ../initialize ;;
*" txn") sed -n 's/^put "\\(.*\\)" "\\(.*\\)"$/\\1 \\2/p' | while read -r key value; do echo "$value" >"$(file "$key")"; done ;;
*" get "*) cat "$(file "\${@: -1}")" 2>/dev/null || true ;;
esac`,
    );
  });
  afterEach(() => sandbox.remove());

  /** Settings of a host, with its files in the sandbox. */
  const settings = (machine: Parameters<typeof settingsOf>[0], path: string) =>
    Object.fromEntries(
      Object.entries(settingsOf(machine, path)).map(([name, value]) => [
        name,
        value.replace(/^\/(etc|var)\//, `${sandbox.path('$1')}/`),
      ]),
    );

  test('an upgrade does nothing on any host of the control plane', () => {
    for (const machine of cluster.controlPlane) {
      sandbox.write('etc/kubernetes/kubeadm.yaml', fileOf(machine, KUBEADM));
      for (const file of ['control-plane-ready', 'upgraded']) sandbox.delete(`var/lib/altostratus/${file}`);
      expect(sandbox.run(CONTROL_PLANE, settings(machine, '/etc/altostratus/control-plane.env')).status).toBe(0);
      const { status, calls } = sandbox.run(UPGRADE_CONTROL_PLANE, settings(machine, UPGRADE_ENV));
      expect({ status, changes: calls.filter((call) => !call.includes(' get ')) }).toEqual({ status: 0, changes: [] });
    }
  });

  test('a worker is done', () => {
    const [master] = cluster.controlPlane;
    sandbox.write('etc/kubernetes/kubeadm.yaml', fileOf(master, KUBEADM));
    sandbox.run(CONTROL_PLANE, settings(master, '/etc/altostratus/control-plane.env'));
    sandbox.delete('var/lib/altostratus/upgraded');
    sandbox.write('etc/altostratus/join.kubeconfig', fileOf(worker, '/etc/altostratus/join.kubeconfig'));
    expect(sandbox.run(JOIN_CLUSTER, settings(worker, '/etc/altostratus/join.env')).status).toBe(0);
    const asked = Object.entries(settings(worker, UPGRADE_ENV)).map(([name, value]) => `${name}="${value}"\n`);
    sandbox.write('upgrade.env', asked.join(''));
    const env = { ALTOSTRATUS_SETTINGS: sandbox.path('upgrade.env') };
    expect(sandbox.run(`set -- is-done\n${UPGRADE}`, env)).toMatchObject({ status: 0, calls: [] });
  });
});
