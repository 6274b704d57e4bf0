import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { UPGRADE_ETCD, UPGRADE_ETCD_MEMBER } from '../../../../lib/scheduling/day2/scripts/upgrade-etcd';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('systemctl').program('sleep');
});
afterEach(() => sandbox.remove());

const LOCKED = { ETCD_ENDPOINTS: 'e', ETCD_LOCK_KEY: '/lock/1' };

function member(
  running: string,
  installed: string,
  { healthy = true, lock = '/lock/1', snapshot = true, others = [running] } = {},
) {
  const status = [running, ...others]
    .filter((version) => version !== '')
    .map((version) => `https://e:2379, a1, ${version}, 20 kB`);
  sandbox.write('status', `${status.join('\n')}\n`);
  sandbox.program('systemctl', `case "$*" in *snapshot*) ${snapshot} ;; esac`);
  sandbox.program(
    'etcdctl',
    `case "$*" in *"endpoint health"*) ${healthy} ;; *"endpoint status"*) cat '${sandbox.path('status')}' ;; *--keys-only*) echo '${lock}' ;; esac`,
  );
  const run = sandbox.run(UPGRADE_ETCD_MEMBER, { ...LOCKED, RUNNING_VERSION: running, INSTALLED_VERSION: installed });
  return { ...run, restarted: run.calls.some((call) => call.includes('restart')) };
}

test('takes a snapshot, then restarts the member', () => {
  const { status, calls } = member('3.5.33', '3.6.14');
  expect(status).toBe(0);
  expect(calls.filter((call) => call.startsWith('systemctl'))).toEqual([
    'systemctl start altostratus-etcd-snapshot.service',
    'systemctl restart --no-block etcd.service',
  ]);
});

test.each<[string, string, string, Parameters<typeof member>[2], string]>([
  ['a minor version is skipped', '3.4.30', '3.6.8', {}, 'skips a minor version'],
  ['it is a way back', '3.6.14', '3.5.33', {}, 'no way to 3.5.33'],
  ['it is a way back by a patch release', '3.5.33', '3.5.24', {}, 'no way to 3.5.24'],
  ['removed members could come back', '3.5.25', '3.6.14', {}, 'only from 3.5.26 on there is a safe way to 3.6.14'],
  ['another member is too old for the next version', '3.6.14', '3.7.0', { others: ['3.6.8'] }, 'only from 3.6.11 on'],
  ['it is down and the others are too old', '', '3.6.14', { others: ['3.5.24'] }, 'A member runs 3.5.24'],
  ['a member is not well', '3.5.33', '3.6.14', { healthy: false }, 'Not all members are well'],
  ['no snapshot can be taken', '3.5.33', '3.6.14', { snapshot: false }, 'No snapshot'],
  ['the lock is lost', '3.5.33', '3.6.14', { lock: '' }, 'The lock is lost'],
])('restarts nothing where %s', (_, running, installed, world, reason) => {
  const { status, restarted, stderr } = member(running, installed, world);
  expect({ status, restarted }).toEqual({ status: 1, restarted: false });
  expect(stderr).toContain(reason);
});

test('a member that does not run is started in its new version', () => {
  expect(member('', '3.6.8')).toMatchObject({ status: 0, restarted: true });
});

describe('the program that takes the lock', () => {
  const members: ChildProcess[] = [];
  afterEach(() => {
    for (const member of members.splice(0)) member.kill();
  });

  /** A process that was started with a revision, until the test ends. */
  function processOf(revision: string): number {
    const member = spawn('cat', [], { env: { ...process.env, START_REVISION: revision } });
    members.push(member);
    return member.pid ?? 0;
  }

  interface Member {
    readonly version: string;
    /** What it was started with. */
    readonly revision?: string;
  }

  /** Who takes the lock makes the second of the first. */
  function run(before: Member, after: Member, { healthy = true } = {}) {
    const line = ({ version, revision = 'new' }: Member) =>
      `${version === '' ? '- 0' : `${version} ${processOf(revision)}`}\n`;
    sandbox.write('member', line(before)).write('after', line(after));
    sandbox.write('etcd.env', 'ETCD_NAME="m0"\nSTART_REVISION="new"\n');
    sandbox.program('etcd', "echo 'etcd Version: 3.6.8'");
    const own = `read -r version process <'${sandbox.path('member')}'`;
    sandbox.program('curl', `${own}; [ "$version" != - ] && printf '{"etcdserver":"%s"}' "$version"`);
    sandbox.program('systemctl', `${own}; echo "$process"`);
    sandbox.program(
      'etcdctl',
      `case "$*" in *" lock "*) cp '${sandbox.path('after')}' '${sandbox.path('member')}' ;; *health) ${healthy} ;; esac`,
    );
    sandbox.program('sleep', 'kill -TERM "$PPID"; exit 1');
    const ended = sandbox.run(UPGRADE_ETCD, {
      ETCD_ENDPOINTS: 'e',
      LOCK: '/lock',
      LOCKED_ETCD_PROGRAM: '/program',
      MEMBER_SETTINGS: sandbox.path('etcd.env'),
      MEMBER_URL: 'https://127.0.0.1:2379',
      ETCDCTL_CACERT: 'a',
      ETCDCTL_CERT: 'b',
      ETCDCTL_KEY: 'c',
    });
    return { ...ended, locked: ended.calls.some((call) => call.includes(' lock ')) };
  }
  const NEW = { version: '3.6.8' };

  test('does nothing where the member runs what is installed with the settings that are there', () => {
    expect(run(NEW, NEW)).toMatchObject({ status: 0, locked: false });
  });

  test('goes on before all members are well in no case', () => {
    const { status, stderr } = run(NEW, NEW, { healthy: false });
    expect(status).not.toBe(0);
    expect(stderr).toContain('Waiting: for all members to be well');
  });

  test.each([
    ['another version', { version: '3.5.33' }],
    ['other settings', { version: '3.6.8', revision: 'old' }],
    ['settings of before there was a revision', { version: '3.6.8', revision: '' }],
    ['nothing', { version: '' }],
  ])('takes the lock where the member runs with %s, and succeeds by what runs afterwards', (_, before) => {
    expect(run(before, NEW)).toMatchObject({ status: 0, locked: true });
    expect(run(before, before)).toMatchObject({
      status: 1,
      locked: true,
      stderr: expect.stringContaining('Not upgraded') as string,
    });
  });
});
