import { RECLAIM_ETCD } from '../../../../lib/scheduling/day2/scripts/reclaim-etcd';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.write('etcd.env', 'ETCD_INITIAL_CLUSTER="e1=https://10.0.0.1:2380,e2=https://10.0.0.2:2380"\n');
});
afterEach(() => sandbox.remove());

/** etcdctl with a status for everybody; `body` says what else it does. */
const etcdctl = (body = '') =>
  sandbox.program(
    'etcdctl',
    `case "$*" in *"endpoint status"*) printf '"Revision" : 42\\n"DBSize" : 1000\\n' ;; esac\n${body}`,
  );
const reclaim = () => sandbox.run(RECLAIM_ETCD, { ALTOSTRATUS_SETTINGS: sandbox.path('etcd.env') });
const changes = (calls: readonly string[]) => calls.filter((call) => /compaction|defrag|alarm/.test(call));

test('forgets old revisions, defragments one member after the other, then lifts the alarm', () => {
  etcdctl();
  const { status, calls } = reclaim();
  expect(status).toBe(0);
  expect(changes(calls)).toEqual([
    'etcdctl --endpoints=https://10.0.0.1:2379,https://10.0.0.2:2379 --command-timeout=60s compaction 42 --physical',
    'etcdctl --endpoints=https://10.0.0.1:2379 --command-timeout=300s defrag',
    'etcdctl --endpoints=https://10.0.0.2:2379 --command-timeout=300s defrag',
    'etcdctl --command-timeout=10s --endpoints=https://10.0.0.1:2379,https://10.0.0.2:2379 alarm disarm',
  ]);
});

test('does nothing while a member does not answer', () => {
  etcdctl('case "$*" in *10.0.0.2*"endpoint status"*) exit 1 ;; esac');
  const { status, calls, stderr } = reclaim();
  expect(status).not.toBe(0);
  expect(stderr).toContain('https://10.0.0.2:2379 does not answer: nothing was done.');
  expect(changes(calls)).toEqual([]);
});

test('lifts no alarm where a member could not be defragmented', () => {
  etcdctl('case "$*" in *10.0.0.2*defrag) exit 1 ;; esac');
  const { status, calls } = reclaim();
  expect(status).not.toBe(0);
  expect(calls.some((call) => call.includes('disarm'))).toBe(false);
});
