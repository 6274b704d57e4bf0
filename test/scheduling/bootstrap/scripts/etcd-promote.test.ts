import { ETCD_PROMOTE } from '../../../../lib/scheduling/bootstrap/scripts/etcd-promote';
import { Sandbox } from './sandbox';

/** As `etcdctl endpoint status --write-out=fields` prints it; ids are decimal there. */
const status = (learner: boolean) => `"ClusterID" : 1\n"MemberID" : 13709197794859075116\n"IsLearner" : ${learner}\n`;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

/** @param promote what happens when the others are asked */
function run(now: string, promote = '', others = '10.0.0.2:2380 10.0.0.3:2380') {
  sandbox.write('status', now).write('voter', status(false));
  sandbox.program(
    'etcdctl',
    `case "$*" in *status*) [ -s '${sandbox.path('status')}' ] && cat '${sandbox.path('status')}' ;; *) ${promote || ':'} ;; esac`,
  );
  const ended = sandbox.run(ETCD_PROMOTE, { ETCD_ADVERTISE_CLIENT_URLS: 'https://10.0.0.1:2379', OTHER_PEERS: others });
  return { ...ended, asked: ended.calls.filter((call) => call.includes('member promote')) };
}

const vote = () => `cp '${sandbox.path('voter')}' '${sandbox.path('status')}'`;

test('a member alone asks nobody', () => {
  expect(run(status(true), '', '')).toMatchObject({ status: 0, calls: [] });
});

test('a member that has a vote asks itself alone', () => {
  const { status: ended, calls } = run(status(false));
  expect(ended).toBe(0);
  expect(calls).toEqual([
    'etcdctl --endpoints=https://10.0.0.1:2379 --command-timeout=5s endpoint status --write-out=fields',
  ]);
});

test('a learner asks the others for its vote, by its id', () => {
  const { status: ended, asked } = run(status(true), vote());
  expect(ended).toBe(0);
  expect(asked).toEqual([
    'etcdctl --endpoints=https://10.0.0.2:2379,https://10.0.0.3:2379 --command-timeout=10s member promote be40dac28e24c62c',
  ]);
});

test('it asks again until it has it, and says once what it waits for', () => {
  sandbox.program('sleep');
  const tries = sandbox.path('tries');
  const {
    status: ended,
    asked,
    stderr,
  } = run(
    status(true),
    `echo x >>'${tries}'; if [ "$(wc -l <'${tries}')" -ge 3 ]; then ${vote()}; else echo 'Error: not in sync' >&2; exit 1; fi`,
  );
  expect(ended).toBe(0);
  expect(asked).toHaveLength(3);
  expect(stderr.match(/Waiting: .*Error: not in sync/g)).toHaveLength(1);
});

test('a vote that came although the answer was lost is seen', () => {
  sandbox.program('sleep');
  expect(run(status(true), `${vote()}; exit 1`).status).toBe(0);
});

test('while the member itself says nothing, it waits', () => {
  const { status: ended, asked, stderr } = run('');
  expect({ ended: ended === 0, asked }).toEqual({ ended: false, asked: [] });
  expect(stderr).toContain('Waiting: this member does not say whether it has a vote');
});
