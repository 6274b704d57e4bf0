import { ETCD_PREPARE } from '../../../../lib/scheduling/bootstrap/scripts/etcd-prepare';
import { Sandbox } from './sandbox';

const OWN = 'https://10.0.0.1:2380';
const VACANT = 'vacant';
const SERVED = 'served';

interface Member {
  readonly id: string;
  readonly address: string;
  readonly served?: boolean;
  readonly learner?: boolean;
}

/** As etcd answers /members to its peers. */
function members(list: readonly Member[]): string {
  const fields = list.map(
    ({ id, address, served }) =>
      `{"id":${id},"peerURLs":["https://${address}:2380"],"name":"n"${served ? `,"clientURLs":["https://${address}:2379"]` : ''}}`,
  );
  return `[${fields.join(',')}]`;
}

/** As `etcdctl member list` prints it; ids are hexadecimal there. */
function table(list: readonly Member[]): string {
  return list
    .map(
      ({ id, address, served, learner = false }) =>
        `${BigInt(id).toString(16)}, started, n, https://${address}:2380, ${served ? `https://${address}:2379` : ''}, ${learner}`,
    )
    .join('\n');
}

const FIRST: Member = { id: '255', address: '10.0.0.1' };
const B: Member = { id: '2', address: '10.0.0.2', served: true };
const C: Member = { id: '3', address: '10.0.0.3', served: true };
const UNSERVED = [FIRST, { ...B, served: false }, { ...C, served: false }];

interface World {
  /** What the two others answer; undefined: nothing. */
  readonly answers: readonly (string | undefined)[];
  /** What the cluster agrees on; undefined: it has no quorum. */
  readonly list?: readonly Member[];
  /** What etcd says to a change of members; undefined: it takes it. */
  readonly refusal?: string;
  readonly wal?: boolean;
  readonly served?: boolean;
}

describe('before etcd starts', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox().program('kubeadm').program('socat', 'exec /bin/sleep 60');
  });
  afterEach(() => sandbox.remove());

  function prepare({ answers, list, refusal, wal, served }: World) {
    answers.forEach((answer, n) => answer !== undefined && sandbox.write(`answers/10.0.0.${n + 2}`, answer));
    sandbox.program('curl', `all="$*"; address=\${all##*https://}; cat '${sandbox.path('answers')}'/"\${address%%:*}"`);
    sandbox.write('list', list && table(list));
    sandbox.program(
      'etcdctl',
      `case "$*" in *"member list"*) ${list ? `cat '${sandbox.path('list')}'` : 'exit 1'} ;; *) ${refusal === undefined ? '' : `echo 'Error: ${refusal}' >&2; exit 1`} ;; esac`,
    );
    if (wal) sandbox.write('data/member/wal/0.wal');
    if (served) sandbox.write('served');
    const run = sandbox.run(ETCD_PREPARE, {
      PKI: sandbox.path('pki'),
      ETCD_DATA_DIR: sandbox.path('data'),
      ETCD_NAME: 'a',
      ETCD_INITIAL_ADVERTISE_PEER_URLS: OWN,
      CERTIFICATES_CONFIG: '/certs.yaml',
      MEMBER_ADDRESS: '10.0.0.1',
      MEMBER_ID: FIRST.id,
      MEMBER_ID_HEX: 'ff',
      OTHER_PEERS: answers.map((_, n) => `10.0.0.${n + 2}:2380`).join(' '),
      ANSWER_FILE: sandbox.path('run/answer'),
      SERVED_FILE: sandbox.path('served'),
      VACANT_PROGRAM: '/vacant',
    });
    const answer = /^ETCD_INITIAL_CLUSTER_STATE=(.*)$/m.exec(sandbox.read('run/answer') ?? '')?.[1];
    const initial = /^ETCD_INITIAL_CLUSTER=(.*)$/m.exec(sandbox.read('run/answer') ?? '')?.[1];
    const changes = run.calls
      .filter((call) => /member (add|remove)/.test(call))
      .map((call) => call.replace(/^.* member /, ''));
    return { ...run, answer, initial, changes };
  }

  test('certificates are made', () => {
    const { calls } = prepare({ answers: [] });
    expect(calls.filter((call) => call.startsWith('kubeadm'))).toEqual(
      ['etcd-server', 'etcd-peer', 'etcd-healthcheck-client'].map(
        (name) => `kubeadm init phase certs ${name} --config /certs.yaml`,
      ),
    );
  });

  test('a certificate that is damaged is made anew', () => {
    sandbox.write('pki/server.crt', 'damaged').write('pki/server.key', 'damaged');
    sandbox.program('kubeadm', `[ "$4" != etcd-server ] || [ ! -e '${sandbox.path('pki/server.crt')}' ]`);
    expect(prepare({ answers: [] }).status).toBe(0);
    expect(sandbox.read('pki/server.key')).toBeUndefined();
  });

  test('a member that has data starts with them', () => {
    const { status, answer, calls } = prepare({ answers: [undefined, undefined], wal: true });
    expect({ status, answer }).toEqual({ status: 0, answer: undefined });
    expect(calls.some((call) => /^(curl|socat)/.test(call))).toBe(false);
  });

  test('one member alone forms the cluster', () => {
    expect(prepare({ answers: [] }).answer).toBe('new');
  });

  test('all members without data form the cluster', () => {
    expect(prepare({ answers: [VACANT, VACANT] }).answer).toBe('new');
  });

  test('while one does not answer, nothing is formed', () => {
    const { status, answer, stderr } = prepare({ answers: [VACANT, undefined] });
    expect(status).not.toBe(0);
    expect(answer).toBeUndefined();
    expect(stderr).toContain('Waiting: no answer from 10.0.0.3:2380');
  });

  test('it says "vacant" to the others meanwhile', () => {
    const { calls } = prepare({ answers: [VACANT, undefined] });
    expect(calls.find((call) => call.startsWith('socat'))).toMatch(
      /^socat OPENSSL-LISTEN:2380,bind=10\.0\.0\.1,.*verify=1 EXEC:\/vacant$/,
    );
  });

  test('who comes late to the formation takes part in it, before there is a quorum', () => {
    expect(prepare({ answers: [members(UNSERVED), VACANT] }).answer).toBe('new');
  });

  test('who comes late to the formation takes part in it, also when one of the others is away again', () => {
    const list = [FIRST, B, C];
    const { answer, changes } = prepare({ answers: [members(list), undefined], list });
    expect({ answer, changes }).toEqual({ answer: 'new', changes: [] });
  });

  test('who served before and has no data is replaced', () => {
    const list = [{ ...FIRST, served: true }, B, C];
    const { answer, changes } = prepare({ answers: [members(list), members(list)], list });
    expect(answer).toBe('existing');
    expect(changes).toEqual(['remove ff', `add a --learner --peer-urls=${OWN}`]);
  });

  test('who was removed, and not yet added, is added', () => {
    const list = [B, C];
    const { answer, changes } = prepare({ answers: [members(list), members(list)], list });
    expect({ answer, changes }).toEqual({ answer: 'existing', changes: [`add a --learner --peer-urls=${OWN}`] });
  });

  test('while the cluster grows, it is named as it is: who joins, and none who has yet to', () => {
    const list = [B];
    const { answer, initial, changes } = prepare({ answers: [members(list), VACANT], list });
    expect({ answer, initial, changes }).toEqual({
      answer: 'existing',
      initial: `n=https://10.0.0.2:2380,a=${OWN}`,
      changes: [`add a --learner --peer-urls=${OWN}`],
    });
  });

  test('who was added, and never started, starts', () => {
    const list = [{ ...FIRST, id: '4711' }, B, C];
    const { answer, changes } = prepare({ answers: [members(list), members(list)], list });
    expect({ answer, changes }).toEqual({ answer: 'existing', changes: [] });
  });

  test('who was added as a learner by an earlier run is added anew, also when it had begun to follow', () => {
    for (const served of [false, true]) {
      const list = [{ ...FIRST, id: '4711', learner: true, served }, B, C];
      const { answer, initial, changes } = prepare({ answers: [members(list), members(list)], list });
      expect(answer).toBe('existing');
      expect(changes).toEqual(['remove 1267', `add a --learner --peer-urls=${OWN}`]);
      expect(initial).toBe(`n=https://10.0.0.2:2380,n=https://10.0.0.3:2380,a=${OWN}`);
    }
  });

  test('one new member at a time: while another has no vote, this one changes nothing and says whom it waits for', () => {
    const list = [{ ...FIRST, served: true }, B, { ...C, learner: true }];
    const { answer, changes, stderr } = prepare({ answers: [members(list), members(list)], list });
    expect({ answer, changes }).toEqual({ answer: undefined, changes: [] });
    expect(stderr).toContain(
      'Waiting: etcd takes one new member at a time, and https://10.0.0.3:2380 (3) has no vote yet',
    );
  });

  test('what etcd does not take is said, and tried again', () => {
    const list = [B, C];
    const { answer, stderr } = prepare({ answers: [members(list), members(list)], list, refusal: 'unhealthy cluster' });
    expect(answer).toBeUndefined();
    expect(stderr).toContain('Waiting: etcd does not add this member: Error: unhealthy cluster');
  });

  test('one of the others served before: no empty cluster is formed, and it is said who knows better', () => {
    const { answer, stderr } = prepare({ answers: [SERVED, VACANT] });
    expect(answer).toBeUndefined();
    expect(stderr).toContain('Waiting: 10.0.0.2:2380 served before and has no data: restore a backup');
  });

  test('who comes late to a formation takes no part in it without a quorum, when one of the others lost its data', () => {
    const { answer, stderr } = prepare({ answers: [members(UNSERVED), SERVED] });
    expect(answer).toBeUndefined();
    expect(stderr).toContain('have no quorum, and 10.0.0.3:2380 served before and has no data');
  });

  test('with a quorum it joins, whatever one of the others lost', () => {
    const list = [{ ...FIRST, served: true }, B, C];
    expect(prepare({ answers: [members(list), SERVED], list }).answer).toBe('existing');
  });

  test('all lost their data and all know it', () => {
    const { answer, stderr } = prepare({ answers: [SERVED, SERVED], served: true });
    expect(answer).toBeUndefined();
    expect(stderr).toContain('Waiting: this member served before and no member has its data');
  });

  test('a majority without data does not form an empty cluster beside the one that has them', () => {
    const { answer, stderr } = prepare({ answers: [VACANT, members([{ ...FIRST, served: true }, B, C])] });
    expect(answer).toBeUndefined();
    expect(stderr).toContain('Waiting: the members at https://10.0.0.3:2379 have no quorum');
  });

  test('all members without data, and this one served before: a human must say what is to be', () => {
    const { answer, stderr } = prepare({ answers: [VACANT, VACANT], served: true });
    expect(answer).toBeUndefined();
    expect(stderr).toContain('restore a backup');
  });
});
