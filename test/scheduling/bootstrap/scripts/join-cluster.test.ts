import { JOIN_CLUSTER } from '../../../../lib/scheduling/bootstrap/scripts/join-cluster';
import { Sandbox } from './sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('systemctl').program('kubelet', "echo 'Kubernetes v1.36.3'");
  sandbox.write('join.kubeconfig', 'users:\n  - name: join\n    user:\n      token: abcdef.0123456789abcdef\n');
  kubeadm();
  offered('a1');
  runs('1.36.3');
});
afterEach(() => sandbox.remove());

/** kubeadm as it joins: what it writes is for everybody to read. */
const kubeadm = () => {
  const [kubernetes, kubelet] = [sandbox.path('etc/kubernetes'), sandbox.path('kubelet')];
  const files = `${kubernetes}/kubelet.conf ${kubernetes}/pki/ca.crt ${kubelet}/config.yaml ${kubelet}/kubeadm-flags.env`;
  return sandbox.program('kubeadm', `mkdir -p ${kubernetes}/pki ${kubelet}; touch ${files}; chmod 0644 ${files}`);
};

/** The version that the API server says it has. */
const runs = (version: string) =>
  sandbox.write('version', JSON.stringify({ major: '1', gitVersion: `v${version}`, goVersion: 'go1.25' }, null, 2));

/** What the API server says of the settings of kubelets, before and after. */
const offered = (before: string | undefined, after = before) => {
  const text = (revision: string | undefined) =>
    JSON.stringify(
      {
        data: { kubelet: 'kind: KubeletConfiguration\n# "altostratus.dev/revision": "a1",' },
        metadata: {
          annotations: revision === undefined ? {} : { other: 'x', 'altostratus.dev/revision': revision },
          managedFields: [{ fieldsV1: { 'f:altostratus.dev/revision': {} } }],
        },
      },
      null,
      2,
    );
  sandbox.write('before', text(before)).write('after', text(after));
  return sandbox.program(
    'curl',
    `case "$*" in
*/version) cat '${sandbox.path('version')}' 2>/dev/null || { cat '${sandbox.path('refusal')}' >&2; exit 22; } ;;
*--cert*) cat '${sandbox.path('after')}' ;;
*--config*) shift; while [ "$1" != --config ]; do shift; done; cat "$2" >'${sandbox.path('shown')}'; cat '${sandbox.path('before')}' ;;
esac`,
  );
};

const join = () =>
  sandbox.run(JOIN_CLUSTER, {
    JOIN_CONFIG: '/join.yaml',
    JOIN_KUBECONFIG: sandbox.path('join.kubeconfig'),
    API_URL: 'https://api:8443',
    AUTHORITY: '/ca.crt',
    CLIENT_CERTIFICATE: '/client.pem',
    VERSION: '1.36.3',
    REVISION: 'a1',
    DONE_FILE: sandbox.path('state/upgraded'),
  });

test('joins', () => {
  const { status, calls } = join();
  expect({ status, calls: calls.filter((call) => !/^(curl|kubelet) /.test(call)) }).toEqual({
    status: 0,
    calls: [
      'systemctl stop kubelet.service',
      'kubeadm join --config /join.yaml',
      'systemctl start altostratus-keep.service',
      'systemctl start altostratus-keep.service',
    ],
  });
});

describe('the token', () => {
  const KUBECONFIG = 'users:\n  - name: join\n    user:\n      token: abcdef.0123456789abcdef\n';

  test('is taken away when the host is in, not before all that it needs was kept', () => {
    const kept = sandbox.path('kept');
    sandbox.program('systemctl', `[ "$1" != start ] || cat '${sandbox.path('join.kubeconfig')}' >>'${kept}'`);
    expect(join().status).toBe(0);
    const without = KUBECONFIG.replace('abcdef.0123456789abcdef', '""');
    expect(sandbox.read('join.kubeconfig')).toBe(without);
    expect(sandbox.mode('join.kubeconfig')).toBe('600');
    expect(sandbox.read('kept')).toBe(KUBECONFIG + without);
  });

  test('stays where the host did not join', () => {
    sandbox.program('kubeadm', 'exit 1');
    expect(join().status).not.toBe(0);
    expect(sandbox.read('join.kubeconfig')).toBe(KUBECONFIG);
  });

  test('is asked for where it was taken away and is needed once more', () => {
    sandbox.write('join.kubeconfig', KUBECONFIG.replace('abcdef.0123456789abcdef', '""')).delete('version');
    sandbox.write('refusal', 'curl: (22) The requested URL returned error: 401\n');
    const { stderr } = join();
    expect(stderr).toContain(`Waiting: for a token in ${sandbox.path('join.kubeconfig')}: `);
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

describe('waits, and says once for what,', () => {
  /** What it said when it has slept as often, and whether it went on to join. */
  const waited = (times: number, after = '') => {
    const slept = sandbox.path('slept');
    const last = after || 'kill -TERM "$PPID"';
    sandbox.program(
      'sleep',
      `echo x >>'${slept}'; n=$(wc -l <'${slept}'); if [ "$n" = 20 ]; then kill -TERM "$PPID"; elif [ "$n" -ge ${times} ]; then ${last}; fi`,
    );
    const { stderr, calls } = join();
    const said = stderr.split('\n').filter((line) => line.startsWith('Waiting: '));
    return { said, joined: calls.some((call) => call.startsWith('kubeadm join')) };
  };
  const version = (text: string) => `printf '{"gitVersion": "%s"}' ${text} >'${sandbox.path('version')}'`;
  const refused = (reason: string) => {
    sandbox.delete('version');
    sandbox.write('refusal', `curl: (22) ${reason}\n`);
  };

  test.each(['1.35.7', '1.9.0'])('while the API server has %s and its kubelet is newer', (older) => {
    runs(older);
    expect(waited(3)).toEqual({
      said: [`Waiting: for the upgrade of the control plane: it has ${older}, and this host already 1.36.3`],
      joined: false,
    });
  });

  test('until it is upgraded', () => {
    runs('1.35.7');
    expect(waited(2, version('v1.36.0'))).toMatchObject({ said: [expect.any(String)], joined: true });
  });

  test.each(['1.36.0', '1.36.9', '1.37.1', '1.36.3+k1'])('not where the API server has %s', (running) => {
    runs(running);
    expect(waited(1)).toEqual({ said: [], joined: true });
  });

  test('while nobody answers, with the reason', () => {
    refused('Could not connect');
    expect(waited(3)).toEqual({
      said: ['Waiting: for an answer of https://api:8443 (curl: (22) Could not connect)'],
      joined: false,
    });
  });

  test('while the token is not known yet, which it shows on no command line', () => {
    refused('The requested URL returned error: 401');
    expect(waited(3)).toEqual({ said: ['Waiting: for the cluster to know the token of this host'], joined: false });
    const { calls } = join();
    expect(calls.filter((call) => call.endsWith('/version')).length).toBeGreaterThan(0);
    expect(calls.join()).not.toContain('abcdef');
  });

  test('each thing once, one after the other', () => {
    refused('Could not connect');
    const token = `echo 'returned error: 401' >'${sandbox.path('refusal')}'`;
    const { said, joined } = waited(
      2,
      `if [ -e '${sandbox.path('later')}' ]; then ${version('v1.36.3')}; else touch '${sandbox.path('later')}'; ${token}; fi`,
    );
    expect(said.map((line) => line.split(' ')[3])).toEqual(['answer', 'cluster']);
    expect(joined).toBe(true);
  });

  test('where the answer is no version', () => {
    sandbox.write('version', '<html>');
    expect(waited(2)).toEqual({ said: ['Waiting: for https://api:8443 to say which version it has'], joined: false });
  });

  test('with no kubelet of a run before, which would register itself meanwhile', () => {
    runs('1.35.7');
    sandbox.write('etc/kubernetes/bootstrap-kubelet.conf');
    const { calls } = join();
    expect(calls[0]).toBe('systemctl stop kubelet.service');
    expect(sandbox.read('etc/kubernetes/bootstrap-kubelet.conf')).toBeUndefined();
  });
});

describe('notes which revision it has', () => {
  beforeEach(() => {
    sandbox.write('state/upgraded', 'of before\n');
  });
  const noted = () => ({ status: join().status, noted: sandbox.read('state/upgraded') });
  const NOT = { status: 0, noted: undefined };

  test('where the cluster offered the same before and after, asked with the token, which stands on no command line', () => {
    const { status, calls } = join();
    expect({ status, noted: sandbox.read('state/upgraded') }).toEqual({ status: 0, noted: 'a1\n' });
    expect(sandbox.read('shown')).toBe('header = "Authorization: Bearer abcdef.0123456789abcdef"\n');
    expect(calls.join()).not.toContain('abcdef');
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['the cluster has another one', 'a2', 'a2'],
    ['the cluster got it only while the host joined', 'a2', 'a1'],
    ['the cluster got another one while the host joined', 'a1', 'a2'],
    ['the cluster says none', undefined, undefined],
  ])('not where %s', (_, before, after) => {
    offered(before, after);
    expect(noted()).toEqual(NOT);
  });

  test('not where the cluster does not answer', () => {
    sandbox.program('curl', `case "$*" in */version) cat '${sandbox.path('version')}' ;; *) exit 22 ;; esac`);
    expect(noted()).toEqual(NOT);
  });

  test('not where its kubelet is another one', () => {
    sandbox.program('kubelet', "echo 'Kubernetes v1.36.2'");
    expect(noted()).toEqual(NOT);
  });

  test('not where it did not join', () => {
    sandbox.program('kubeadm', 'exit 1');
    expect(noted()).toEqual({ status: 1, noted: undefined });
  });

  test.each(["'", '"'])('a token is found in %s', (quote) => {
    sandbox.write('join.kubeconfig', `user:\n  token: ${quote}123456.0123456789012345${quote}\n`);
    join();
    expect(sandbox.read('shown')).toBe('header = "Authorization: Bearer 123456.0123456789012345"\n');
  });
});
