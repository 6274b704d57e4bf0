import { UPGRADE_ETCD, UPGRADE_ETCD_MEMBER } from '../../../../lib/scheduling/day2/scripts/upgrade-etcd';
import { Sandbox } from '../../bootstrap/scripts/sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox().program('systemctl').program('sleep');
});
afterEach(() => sandbox.remove());

const LOCKED = { ETCD_ENDPOINTS: 'e', ETCD_LOCK_KEY: '/lock/1' };

function member(running: string, installed: string, { healthy = true, lock = '/lock/1', snapshot = true } = {}) {
  sandbox.program('systemctl', `case "$*" in *snapshot*) ${snapshot} ;; esac`);
  sandbox.program('etcdctl', `case "$*" in *"endpoint health"*) ${healthy} ;; *--keys-only*) echo '${lock}' ;; esac`);
  const run = sandbox.run(UPGRADE_ETCD_MEMBER, { ...LOCKED, RUNNING_VERSION: running, INSTALLED_VERSION: installed });
  return { ...run, restarted: run.calls.some((call) => call.includes('restart')) };
}

test('takes a snapshot, then restarts the member', () => {
  const { status, calls } = member('3.5.24', '3.6.8');
  expect(status).toBe(0);
  expect(calls.filter((call) => call.startsWith('systemctl'))).toEqual([
    'systemctl start altostratus-etcd-snapshot.service',
    'systemctl restart --no-block etcd.service',
  ]);
});

test.each<[string, string, string, Parameters<typeof member>[2], string]>([
  ['a minor version is skipped', '3.4.30', '3.6.8', {}, 'skips a minor version'],
  ['it is a way back', '3.6.8', '3.5.24', {}, 'no way to 3.5.24'],
  ['a member is not well', '3.5.24', '3.6.8', { healthy: false }, 'Not all members are well'],
  ['no snapshot can be taken', '3.5.24', '3.6.8', { snapshot: false }, 'No snapshot'],
  ['the lock is lost', '3.5.24', '3.6.8', { lock: '' }, 'The lock is lost'],
])('restarts nothing where %s', (_, running, installed, world, reason) => {
  const { status, restarted, stderr } = member(running, installed, world);
  expect({ status, restarted }).toEqual({ status: 1, restarted: false });
  expect(stderr).toContain(reason);
});

test('a member that does not run is started in its new version', () => {
  expect(member('', '3.6.8')).toMatchObject({ status: 0, restarted: true });
});

describe('the program that takes the lock', () => {
  function run(before: string, after: string) {
    sandbox.write('version', before).program('etcd', "echo 'etcd Version: 3.6.8'");
    sandbox.program('curl', `printf '{"etcdserver":"%s","etcdcluster":"3.5.0"}' "$(cat '${sandbox.path('version')}')"`);
    sandbox.program('etcdctl', `printf '%s' '${after}' >'${sandbox.path('version')}'`);
    return sandbox.run(UPGRADE_ETCD, {
      ETCD_ENDPOINTS: 'e',
      LOCK: '/lock',
      LOCKED_ETCD_PROGRAM: '/program',
      MEMBER_URL: 'https://127.0.0.1:2379',
      ETCDCTL_CACERT: 'a',
      ETCDCTL_CERT: 'b',
      ETCDCTL_KEY: 'c',
    });
  }

  test('does nothing where the member runs what is installed', () => {
    expect(run('3.6.8', '').calls.some((call) => call.startsWith('etcdctl'))).toBe(false);
  });

  test('succeeds by the version that runs afterwards', () => {
    expect(run('3.5.24', '3.6.8').status).toBe(0);
    expect(run('3.5.24', '3.5.24')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Not upgraded') as string,
    });
  });
});
