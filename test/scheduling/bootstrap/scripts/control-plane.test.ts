import { CONTROL_PLANE, INITIALIZE_CLUSTER } from '../../../../lib/scheduling/bootstrap/scripts/control-plane';
import { Sandbox } from './sandbox';

const KUBEADM = `# revision of the control plane: c1
# revision of nodes: n1
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
`;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('kubeadm').program('curl').program('systemctl').program('hostname', 'echo cp-1');
  sandbox.program('kubectl').program('kubelet', "echo 'Kubernetes v1.36.3'");
  sandbox
    .write('kubeadm.yaml', KUBEADM)
    .write('kubelet/pki/kubelet-client-current.pem')
    .write('kubelet/config.yaml')
    .write('etc/kubernetes/admin.conf');
});
afterEach(() => sandbox.remove());

const phases = (calls: readonly string[]) =>
  calls
    .filter((call) => call.startsWith('kubeadm'))
    .map((call) => call.replace('kubeadm init phase ', '').replace(/ --config.*/, ''));

describe('a host of the control plane', () => {
  const settings = () => ({
    PKI: sandbox.path('etc/kubernetes/pki'),
    KUBEADM_CONFIG: sandbox.path('kubeadm.yaml'),
    CERTIFICATES_CONFIG: '/certs.yaml',
    API_URL: 'https://127.0.0.1:6443',
    ETCD_ENDPOINTS: 'https://10.0.0.1:2379',
    LOCK: '/lock',
    MARKER: '/marker',
    VERSION: '1.36.3',
    VERSION_KEY: '/version',
    CONFIGURATION_KEY: '/configuration',
    CLUSTER_PROGRAM: '/initialize',
    READY_FILE: sandbox.path('state/ready'),
    DONE_FILE: sandbox.path('state/upgraded'),
  });
  /** etcd whose marker is written by whoever takes the lock. */
  const etcd = () =>
    sandbox.program(
      'etcdctl',
      `case "$*" in *" lock "*) echo other >'${sandbox.path('marker')}' ;; *" /version") cat '${sandbox.path('version')}' 2>/dev/null ;; *" /configuration") cat '${sandbox.path('configuration')}' 2>/dev/null ;; *--print-value-only*) cat '${sandbox.path('marker')}' 2>/dev/null ;; esac; exit 0`,
    );

  const LOCAL = ['certs apiserver-etcd-client', 'certs all', 'kubeconfig all', 'control-plane all', 'kubelet-start'];
  const LAST = ['mark-control-plane', 'kubelet-finalize all'];

  test('does its own part, then that of the cluster under the lock, then marks its node', () => {
    etcd();
    const { status, calls } = sandbox.run(CONTROL_PLANE, settings());
    expect(status).toBe(0);
    expect(phases(calls)).toEqual([...LOCAL, ...LAST]);
    const lock = calls.findIndex((call) => call.includes(' lock --ttl=30 /lock /initialize'));
    expect(lock).toBeGreaterThan(calls.findIndex((call) => call.startsWith('curl')));
    expect(lock).toBeLessThan(calls.findIndex((call) => call.includes('mark-control-plane')));
    expect(sandbox.read('state/ready')).toBe('');
  });

  test('lets nobody else read what kubeadm wrote', () => {
    const manifest = 'etc/kubernetes/manifests/kube-apiserver.yaml';
    etcd().write(manifest);
    expect(sandbox.mode(manifest)).toBe('644');
    expect(sandbox.run(CONTROL_PLANE, settings()).status).toBe(0);
    for (const file of [manifest, 'kubelet/config.yaml']) expect(sandbox.mode(file)).toBe('600');
  });

  test('believes the marker, not the exit code of the lock', () => {
    sandbox.program('etcdctl');
    const { status, calls } = sandbox.run(CONTROL_PLANE, settings());
    expect(status).not.toBe(0);
    expect(phases(calls)).toEqual(LOCAL);
  });

  test('takes no lock where the cluster is initialized: a host made anew writes nothing old', () => {
    etcd().write('marker', 'cp-2');
    const { calls } = sandbox.run(CONTROL_PLANE, settings());
    expect(calls.some((call) => call.includes(' lock '))).toBe(false);
    expect(phases(calls)).toEqual([...LOCAL, ...LAST]);
  });

  test.each([
    ['1.37.0', 'older'],
    ['1.36.4', 'of an older patch'],
    ['1.35.7', 'of a minor version that the cluster does not have yet'],
  ])('starts nothing in a cluster of %s where its own files are %s', (running) => {
    etcd().write('marker', 'cp-2').write('version', `${running}\n`);
    const { status, stderr, calls } = sandbox.run(CONTROL_PLANE, settings());
    expect(status).toBe(1);
    expect(stderr).toContain(
      `The cluster runs Kubernetes ${running}, the files of this host are of 1.36.3. Run synth with version: '${running}'`,
    );
    expect(phases(calls)).toEqual(LOCAL.slice(0, 3));
  });

  test('starts with a newer patch than the cluster had', () => {
    etcd().write('marker', 'cp-2').write('version', '1.36.2\n');
    expect(sandbox.run(CONTROL_PLANE, settings()).status).toBe(0);
  });

  test('does nothing once it is ready', () => {
    etcd().write('state/ready');
    const { status, calls } = sandbox.run(CONTROL_PLANE, settings());
    expect({ status, calls }).toEqual({ status: 0, calls: [] });
  });

  test('makes anew what an earlier run left, and keeps the keys that were given', () => {
    const pki = 'etc/kubernetes/pki/';
    for (const name of [
      'ca.key',
      'sa.key',
      'front-proxy-ca.crt',
      'etcd/ca.key',
      'etcd/server.key',
      'apiserver.crt',
      'apiserver-etcd-client.key',
    ])
      sandbox.write(pki + name, 'x');
    etcd().write('etc/kubernetes/admin.conf', 'x').write('etc/kubernetes/kubeadm.yaml', 'x');
    sandbox.run(CONTROL_PLANE, settings());
    for (const name of ['ca.key', 'sa.key', 'front-proxy-ca.crt', 'etcd/ca.key', 'etcd/server.key'])
      expect(sandbox.read(pki + name)).toBe('x');
    for (const name of ['apiserver.crt', 'apiserver-etcd-client.key']) expect(sandbox.read(pki + name)).toBeUndefined();
    expect(sandbox.read('etc/kubernetes/admin.conf')).toBeUndefined();
    expect(sandbox.read('etc/kubernetes/kubeadm.yaml')).toBe('x');
  });

  test('writes no manifest before etcd has a quorum', () => {
    sandbox.program('etcdctl', 'exit 1');
    const { status, calls } = sandbox.run(CONTROL_PLANE, settings());
    expect(status).not.toBe(0);
    expect(phases(calls)).toEqual(LOCAL.slice(0, 3));
  });

  describe('says once what it waits for:', () => {
    /** What it says when it has waited three times. */
    const waited = () => {
      const slept = sandbox.path('slept');
      sandbox.program('sleep', `echo x >>'${slept}'; if [ "$(wc -l <'${slept}')" -ge 3 ]; then kill "$PPID"; fi`);
      const { status, stderr } = sandbox.run(CONTROL_PLANE, settings());
      expect(status).not.toBe(0);
      return stderr.split('\n').filter((line) => line.startsWith('Waiting: '));
    };

    test('a quorum of etcd', () => {
      sandbox.program('etcdctl', 'exit 1');
      expect(waited()).toEqual(['Waiting: for a quorum of etcd at https://10.0.0.1:2379']);
    });

    test('its API server', () => {
      etcd().program('curl', 'exit 7');
      expect(waited()).toEqual(['Waiting: for the API server of this host']);
    });

    test('the lock', () => {
      sandbox.program('etcdctl');
      expect(waited()).toEqual(['Waiting: for the lock /lock, under which one host initializes the cluster']);
    });

    test('its node', () => {
      etcd().write('marker', 'cp-2').program('kubeadm', '[ "$3" != mark-control-plane ]');
      expect(waited()).toEqual(['Waiting: for the node of this host, which its kubelet registers']);
    });

    test('the certificate of kubelet', () => {
      etcd().write('marker', 'cp-2').delete('kubelet/pki/kubelet-client-current.pem');
      expect(waited()).toEqual(['Waiting: for the certificate of kubelet']);
    });

    test('nothing that is there', () => {
      etcd().write('marker', 'cp-2');
      expect(sandbox.run(CONTROL_PLANE, settings()).stderr).not.toContain('Waiting');
    });
  });

  describe('notes which revision it has', () => {
    const noted = () => {
      const { status } = sandbox.run(CONTROL_PLANE, settings());
      return { status, noted: sandbox.read('state/upgraded') };
    };

    test('where the cluster has the same', () => {
      etcd().write('configuration', 'c1\n');
      expect(noted()).toEqual({ status: 0, noted: 'c1\n' });
    });

    test.each([
      ['the cluster has another one', 'c2\n'],
      ['the cluster was made by a release that did not note it', ''],
    ])('not where %s, and takes back what was noted before', (_, configuration) => {
      etcd().write('configuration', configuration).write('state/upgraded', 'c1\n');
      expect(noted()).toEqual({ status: 0, noted: undefined });
    });

    test('not where its file was changed in between', () => {
      etcd()
        .write('configuration', 'c1\n')
        .program(
          'kubeadm',
          `case "$*" in *kubelet-finalize*) sed -i s/c1/c2/ '${sandbox.path('kubeadm.yaml')}' ;; esac`,
        );
      expect(noted()).toEqual({ status: 0, noted: undefined });
    });

    test('not where its kubelet is another one', () => {
      etcd().write('configuration', 'c1\n').program('kubelet', "echo 'Kubernetes v1.36.2'");
      expect(noted()).toEqual({ status: 0, noted: undefined });
    });

    test('not where its file says none', () => {
      etcd().write('configuration', '').write('kubeadm.yaml', 'kubernetesVersion: v1.36.3\n');
      expect(noted()).toEqual({ status: 0, noted: undefined });
    });

    test('only when everything is done', () => {
      etcd().write('configuration', 'c1\n').program('kubeadm', '[ "$3" != kubelet-finalize ]');
      expect(noted()).toEqual({ status: 1, noted: undefined });
    });
  });

  test('a step that fails ends the run, for its unit to try again', () => {
    etcd().program('kubeadm', '[ "$3" != kubeconfig ]');
    const { status, calls } = sandbox.run(CONTROL_PLANE, settings());
    expect(status).not.toBe(0);
    expect(phases(calls).at(-1)).toBe('kubeconfig all');
    expect(sandbox.read('state/ready')).toBeUndefined();
  });
});

describe('what concerns the cluster', () => {
  const settings = () => ({
    ETCD_ENDPOINTS: 'https://10.0.0.1:2379',
    MARKER: '/marker',
    VERSION: '1.36.3',
    VERSION_KEY: '/version',
    CONFIGURATION_KEY: '/configuration',
    KUBEADM_CONFIG: sandbox.path('kubeadm.yaml'),
    TOKEN_CONFIG: '/token.yaml',
    ADMIN_KUBECONFIG: '/admin.conf',
    API_URL: 'https://127.0.0.1:6443',
    ETCD_LOCK_KEY: '/lock/7f',
  });

  test('is written once, and noted only by who still holds the lock', () => {
    sandbox.program('etcdctl', `case "$*" in *txn) cat >'${sandbox.path('txn')}' ;; esac`);
    const { status, calls } = sandbox.run(INITIALIZE_CLUSTER, settings());
    expect(status).toBe(0);
    expect(phases(calls)).toEqual(['upload-config all', 'bootstrap-token']);
    expect(calls).toContain('kubeadm init phase bootstrap-token --config /token.yaml --skip-token-print');
    const [first, second, empty, put, version, configuration, ...rest] = (sandbox.read('txn') ?? '').split('\n');
    expect([first, second, empty]).toEqual(['version("/lock/7f") > "0"', 'version("/marker") = "0"', '']);
    expect(put).toMatch(/^put "\/marker" "cp-1 \d{4}-\d\d-\d\dT[\d:]+Z"$/);
    expect(version).toBe('put "/version" "1.36.3"');
    expect(configuration).toBe('put "/configuration" "c1"');
    expect(rest).toEqual(['', '', '']);
  });

  test('tells workers of which revision it is what they get, before they know a token', () => {
    const { calls } = sandbox.program('etcdctl').run(INITIALIZE_CLUSTER, settings());
    expect(calls.filter((call) => /^kube(adm|ctl)/.test(call))).toEqual([
      expect.stringContaining('upload-config all') as string,
      expect.stringMatching(
        /^kubectl --kubeconfig \/admin.conf --server https:\/\/127.0.0.1:6443 .*annotate configmap kubelet-config .*--overwrite altostratus.dev\/revision=n1$/,
      ) as string,
      expect.stringContaining('bootstrap-token') as string,
    ]);
  });

  test('is not noted where the file was changed while it was uploaded', () => {
    sandbox.program('etcdctl').program('kubeadm', `sed -i s/c1/c2/ '${sandbox.path('kubeadm.yaml')}'`);
    const { status, calls } = sandbox.run(INITIALIZE_CLUSTER, settings());
    expect(status).toBe(1);
    expect(calls.some((call) => / txn$|^kubectl/.test(call))).toBe(false);
  });

  test('is not written again', () => {
    sandbox.program('etcdctl', 'case "$*" in *get*) echo cp-2 ;; esac');
    const { status, calls } = sandbox.run(INITIALIZE_CLUSTER, settings());
    expect(status).toBe(0);
    expect(phases(calls)).toEqual([]);
  });

  test.each(['upload-config', 'bootstrap-token'])('is not noted where %s failed', (phase) => {
    sandbox.program('etcdctl').program('kubeadm', `[ "$3" != ${phase} ]`);
    const { status, calls } = sandbox.run(INITIALIZE_CLUSTER, settings());
    expect(status).not.toBe(0);
    expect(calls.some((call) => call.endsWith(' txn'))).toBe(false);
  });
});
