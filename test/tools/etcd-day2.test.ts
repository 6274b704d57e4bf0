import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ETCD_SNAPSHOT } from '../../lib/scheduling/day2/scripts/etcd-snapshot';
import { RECLAIM_ETCD } from '../../lib/scheduling/day2/scripts/reclaim-etcd';
import { REMOVE_MEMBER } from '../../lib/scheduling/day2/scripts/remove-member';
import { memberId } from '../../lib/scheduling/bootstrap/etcd-part';
import { ETCD_PREPARE } from '../../lib/scheduling/bootstrap/scripts/etcd-prepare';
import { ETCD_PROMOTE } from '../../lib/scheduling/bootstrap/scripts/etcd-promote';
import { ETCD_VACANT } from '../../lib/scheduling/bootstrap/scripts/etcd-vacant';
import { RESTORE } from '../../lib/scheduling/day2/scripts/restore';
import { ObjectStore } from './object-store';
import { describeWith, temporaryFolder, toolFolder, until } from './programs';

const CLUSTER = 'main';
const NAMES = ['m0', 'm1', 'm2'];
/** Of a cluster that grows. */
const GROWING = ['g0', 'g1', 'g2'];
/** Of a cluster of which one member knows that it had data. */
const SERVED = ['s0', 's1', 's2'];
const ALL = [...NAMES, ...GROWING, ...SERVED];
/** Loopback addresses of this run. */
const NET = `127.${100 + (process.pid % 100)}.${process.pid % 200}`;
const addressOf = (name: string) => `${NET}.${ALL.indexOf(name) + 1}`;
const peer = (name: string) => `https://${addressOf(name)}:2380`;
const client = (name: string) => `https://${addressOf(name)}:2379`;

interface Ended {
  readonly status: number | null;
  readonly log: string;
}

describeWith(['etcd', 'etcdctl', 'etcdutl', 'openssl', 'curl', 'socat'], 'day 2 of etcd', () => {
  // Before their folder goes.
  afterAll(async () => {
    for (const name of ALL) await run(name, 'systemctl stop etcd.service');
  });
  const folder = temporaryFolder();
  const at = (...names: readonly string[]) => path.join(folder, ...names);

  beforeAll(() => {
    fs.mkdirSync(at('pki'));
    const openssl = (...args: readonly string[]) =>
      execFileSync('openssl', [...args], { cwd: at('pki'), stdio: 'ignore' });
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=ca',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
    );
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=peer', '-keyout', 'peer.key', '-out', 'peer.csr');
    // Connections between loopback addresses come from the first of them, and etcd looks at that.
    const names = ['127.0.0.1', ...ALL.map(addressOf)].map((address) => `IP:${address}`).join(',');
    fs.writeFileSync(at('pki', 'ext'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
    openssl(
      'x509',
      '-req',
      '-in',
      'peer.csr',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      'ext',
      '-out',
      'peer.crt',
    );
    for (const name of ALL) {
      fs.mkdirSync(at(name, 'bin'), { recursive: true });
      fs.writeFileSync(at(name, 'bin', 'systemctl'), SYSTEMCTL, { mode: 0o755 });
      fs.writeFileSync(
        at(name, 'settings'),
        Object.entries(settingsOf(name))
          .map(([key, value]) => `${key}="${value}"\n`)
          .join(''),
      );
    }
  });

  function settingsOf(name: string): Record<string, string> {
    const tls = ['CERT_FILE', 'KEY_FILE', 'TRUSTED_CA_FILE'].map((key) => {
      const file = at('pki', { CERT_FILE: 'peer.crt', KEY_FILE: 'peer.key', TRUSTED_CA_FILE: 'ca.crt' }[key] ?? '');
      return { [`ETCD_${key}`]: file, [`ETCD_PEER_${key}`]: file };
    });
    return {
      ETCD_NAME: name,
      ETCD_DATA_DIR: at(name, 'data'),
      ETCD_LISTEN_PEER_URLS: peer(name),
      ETCD_INITIAL_ADVERTISE_PEER_URLS: peer(name),
      ETCD_LISTEN_CLIENT_URLS: client(name),
      ETCD_ADVERTISE_CLIENT_URLS: client(name),
      ETCD_INITIAL_CLUSTER: (NAMES.includes(name) ? NAMES : GROWING).map((one) => `${one}=${peer(one)}`).join(','),
      ETCD_INITIAL_CLUSTER_TOKEN: `shop-test-${CLUSTER}`,
      CLUSTER_NAME: CLUSTER,
      ETCD_CLIENT_CERT_AUTH: 'true',
      ETCD_PEER_CLIENT_CERT_AUTH: 'true',
      ...Object.assign({}, ...tls),
      OTHER_PEERS: NAMES.filter((one) => one !== name)
        .map((one) => `${addressOf(one)}:2380`)
        .join(' '),
      PKI: at('pki'),
      DONE_FILE: at(name, 'upgraded'),
      ...etcdctl(),
    };
  }

  function etcdctl(): Record<string, string> {
    return {
      ETCDCTL_CACERT: at('pki', 'ca.crt'),
      ETCDCTL_CERT: at('pki', 'peer.crt'),
      ETCDCTL_KEY: at('pki', 'peer.key'),
    };
  }

  /** Runs a script as if it were on the host of a member. */
  function run(
    name: string,
    script: string,
    args: readonly string[] = [],
    more: Record<string, string> = {},
  ): Promise<Ended> {
    return new Promise((resolve) => {
      const env = {
        PATH: [at(name, 'bin'), toolFolder(), '/usr/bin', '/bin'].join(':'),
        ALTOSTRATUS_SETTINGS: at(name, 'settings'),
        ALTOSTRATUS_PODS: at('nothing'),
        HOST: at(name),
        ...more,
      };
      const child = spawn('bash', ['-c', script, 'script', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const log = fs.createWriteStream(at(name, 'log'), { flags: 'a' });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => {
          text += data.toString();
          log.write(data);
        });
      child.on('close', (status) => {
        log.end();
        resolve({ status, log: text });
      });
    });
  }

  async function etcd(name: string, ...args: readonly string[]): Promise<string> {
    const { log } = await run(name, 'etcdctl --command-timeout=20s --endpoints="$E" "$@"', args, {
      E: client(name),
      ...etcdctl(),
    });
    return log;
  }

  function snapshot(name: string, more: Record<string, string> = {}): Promise<Ended> {
    return run(name, ETCD_SNAPSHOT, [], {
      CLUSTER,
      MEMBER: name,
      ENDPOINT: client(name),
      SNAPSHOTS: at(name, 'snapshots'),
      KEEP_NEWEST: '24',
      KEEP_DAYS: '7',
      DELIVERY: 'local',
      FOLDER: `shop-test/${CLUSTER}/${name}`,
      ...etcdctl(),
      ...more,
    });
  }

  /** What the boot data of a host say about its member. */
  function memberOf(name: string, members: readonly string[]): Record<string, string> {
    const { ETCD_ADVERTISE_CLIENT_URLS = '' } = settingsOf(name);
    return {
      ...etcdctl(),
      ETCD_ADVERTISE_CLIENT_URLS,
      MEMBER_ADDRESS: addressOf(name),
      MEMBER_ID: memberId(peer(name), `shop-test-${CLUSTER}`).toString(),
      MEMBER_ID_HEX: memberId(peer(name), `shop-test-${CLUSTER}`).toString(16),
      OTHER_PEERS: members
        .filter((one) => one !== name)
        .map((one) => `${addressOf(one)}:2380`)
        .join(' '),
      CERTIFICATES_CONFIG: '/none',
      ETCD_INITIAL_CLUSTER_STATE: 'new',
      ANSWER_FILE: at(name, 'answer'),
      SERVED_FILE: at(name, 'served'),
      VACANT_PROGRAM: at('vacant'),
      ETCD_PREPARE,
      ETCD_PROMOTE,
    };
  }

  /** Boots a host as its unit does: what runs before etcd, etcd with what that answered, what runs after. */
  function boot(name: string, members: readonly string[], how = `${PREPARE}\n${START}`): Promise<Ended> {
    fs.writeFileSync(at('vacant'), ETCD_VACANT, { mode: 0o755 });
    fs.writeFileSync(at(name, 'bin', 'kubeadm'), '#!/bin/bash\n', { mode: 0o755 });
    const settings = fs
      .readFileSync(at(name, 'settings'), 'utf8')
      .replace(/^(ETCD_INITIAL_CLUSTER|OTHER_PEERS)=.*\n/gm, '');
    fs.writeFileSync(at(name, 'settings'), settings);
    const initial = members.map((one) => `${one}=${peer(one)}`).join(',');
    return run(
      name,
      `set -a; . "$ALTOSTRATUS_SETTINGS"; ETCD_INITIAL_CLUSTER='${initial}'\n${how}`,
      [],
      memberOf(name, members),
    );
  }

  async function voters(name: string): Promise<string[]> {
    const list = (await etcd(name, 'member', 'list')).trim().split('\n');
    return list.filter((row) => row.includes(', started,') && row.endsWith(', false'));
  }

  test('a snapshot is taken, and restored on all members, which wait for each other', async () => {
    await Promise.all(
      NAMES.map((name) => run(name, 'set -a; . "$ALTOSTRATUS_SETTINGS"; systemctl start etcd.service')),
    );
    await until(
      'etcd',
      async () => ((await etcd('m0', 'put', 'kept', 'yes')).includes('OK') ? true : undefined),
      60,
      () => fs.readFileSync(at('m0', 'etcd.log'), 'utf8').slice(-2000),
    );
    expect((await snapshot('m0')).status).toBe(0);
    const [file = ''] = fs.readdirSync(at('m0', 'snapshots'));
    expect(file).toMatch(/^main-m0-\d{8}T\d{6}Z\.db$/);
    const taken = at('m0', 'snapshots', file);
    await etcd('m1', 'put', 'later', 'yes');

    expect(await run('m0', RESTORE, [taken, 'other'])).toMatchObject({
      status: 2,
      log: expect.stringContaining('not of other: nothing was done') as string,
    });
    for (const name of NAMES) fs.writeFileSync(at(name, 'upgraded'), 'revision\n');
    const first = run('m0', RESTORE, [taken, CLUSTER]);
    await until(
      'the first to wait',
      () => fs.readFileSync(at('m0', 'log'), 'utf8').includes('still serve other data') || undefined,
      60,
    );
    const all = await Promise.all([first, ...['m1', 'm2'].map((name) => run(name, RESTORE, [taken, CLUSTER]))]);
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0]);
    // The cluster may be what it was before an upgrade.
    expect(NAMES.filter((name) => fs.existsSync(at(name, 'upgraded')))).toEqual([]);

    expect(await etcd('m2', 'get', 'kept')).toContain('yes');
    expect(await etcd('m2', 'get', 'later')).toBe('');
    expect(Number(/"revision":(\d+)/.exec(await etcd('m2', 'get', 'kept', '-w', 'json'))?.[1])).toBeGreaterThan(1e9);
    expect((await etcd('m1', 'member', 'list')).trim().split('\n')).toHaveLength(3);
    for (const name of NAMES)
      expect(fs.readdirSync(at(name, 'data')).filter((one) => /^member\.\d/.test(one))).toHaveLength(1);
  }, 240_000);

  test('it does nothing the second time, and says so', async () => {
    const [file = ''] = fs.readdirSync(at('m0', 'snapshots'));
    const again = await run('m0', RESTORE, [at('m0', 'snapshots', file), CLUSTER]);
    expect(again).toMatchObject({ status: 0, log: expect.stringContaining('are here already') as string });
    expect(await etcd('m0', 'get', 'kept')).toContain('yes');
  }, 120_000);

  test('what is no snapshot is refused before anything is stopped', async () => {
    fs.writeFileSync(at('damaged'), 'x'.repeat(5000));
    expect(await run('m0', RESTORE, [at('damaged'), CLUSTER])).toMatchObject({ status: 2 });
    expect(await etcd('m0', 'get', 'kept')).toContain('yes');
  }, 60_000);

  test('old revisions are given back on all members, and nothing else', async () => {
    for (const value of ['a', 'b', 'c']) await etcd('m0', 'put', 'changed', value);
    const { status, log } = await run('m1', RECLAIM_ETCD);
    expect({ status, log }).toMatchObject({ status: 0, log: expect.stringContaining('Done.') as string });
    for (const name of NAMES) expect(log).toMatch(new RegExp(`${client(name)}: \\d+ bytes before, \\d+ now`));
    expect(await etcd('m2', 'get', 'changed')).toContain('c');
    expect(await etcd('m2', 'get', 'changed', '--rev=1')).toContain('has been compacted');
  }, 60_000);

  test('a member that the program has is not removed, one that it has no more is', async () => {
    expect(await run('m0', REMOVE_MEMBER, ['m2'])).toMatchObject({ status: 2 });
    const fewer = fs.readFileSync(at('m0', 'settings'), 'utf8').replace(`,m2=${peer('m2')}`, '');
    fs.writeFileSync(at('m0', 'settings-of-two'), fewer);
    const { status } = await run('m0', REMOVE_MEMBER, ['m2'], { ALTOSTRATUS_SETTINGS: at('m0', 'settings-of-two') });
    expect(status).toBe(0);
    expect((await etcd('m0', 'member', 'list')).trim().split('\n')).toHaveLength(2);
  }, 60_000);

  test('a cluster of one grows to three, whose hosts boot at the same time', async () => {
    expect((await boot('g0', ['g0'])).status).toBe(0);
    await until(
      'one member',
      async () => ((await etcd('g0', 'put', 'kept', 'yes')).includes('OK') ? true : undefined),
      60,
    );
    // A host that dies between being added and serving costs the one that serves nothing.
    expect(await boot('g1', GROWING, PREPARE)).toMatchObject({
      status: 0,
      log: expect.stringContaining('added as learner') as string,
    });
    expect(await etcd('g0', 'put', 'kept', 'still')).toContain('OK');
    const grown = await Promise.all(['g1', 'g2'].map((name) => boot(name, GROWING)));
    expect(grown.map(({ status }) => status)).toEqual([0, 0]);
    for (const name of GROWING)
      await until(
        `${name} to serve`,
        async () => ((await etcd(name, 'get', 'kept')).includes('still') ? true : undefined),
        60,
        () => fs.readFileSync(at(name, 'etcd.log'), 'utf8').slice(-1500),
      );
    expect(grown[0]?.log).toContain('was added before and has no vote: it is added anew');
    expect(await voters('g0')).toHaveLength(3);
  }, 180_000);

  test('a member that lost its data comes back by itself, without a vote until it has them again', async () => {
    await run('g2', 'systemctl stop etcd.service');
    fs.rmSync(at('g2', 'data'), { recursive: true });
    const { status, log } = await boot('g2', GROWING);
    expect({ status, log }).toMatchObject({ status: 0, log: expect.stringContaining('it is replaced') as string });
    expect(log).toContain('added as learner');
    expect(await voters('g0')).toHaveLength(3);
    expect(await etcd('g2', 'get', 'kept')).toContain('still');
    // Who has its vote is done at once, also with nobody to ask.
    expect(
      (await run('g2', ETCD_PROMOTE, [], { ...memberOf('g2', GROWING), OTHER_PEERS: '127.0.0.1:2380' })).status,
    ).toBe(0);
  }, 120_000);

  test('where one knows that it had data no empty cluster forms, until a human says so', async () => {
    fs.writeFileSync(at('s0', 'served'), '');
    const booted = SERVED.map((name) => boot(name, SERVED));
    for (const name of ['s1', 's2'])
      await until(
        `${name} to wait`,
        () =>
          fs.readFileSync(at(name, 'log'), 'utf8').includes(`Waiting: ${addressOf('s0')}:2380 served before`) ||
          undefined,
        60,
        () => fs.readFileSync(at(name, 'log'), 'utf8'),
      );
    for (const name of SERVED) expect(fs.existsSync(at(name, 'answer'))).toBe(false);
    fs.rmSync(at('s0', 'served'));
    expect((await Promise.all(booted)).map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(await voters('s1')).toHaveLength(3);
  }, 120_000);

  test('a host that lost its data, and says so, does not hold up a restore on the others, and joins what they make', async () => {
    for (const name of SERVED) await run(name, 'systemctl stop etcd.service');
    fs.rmSync(at('s0', 'data'), { recursive: true });
    const lost = boot('s0', SERVED);
    const [taken = ''] = fs.readdirSync(at('m0', 'snapshots'));
    const initial = SERVED.map((one) => `${one}=${peer(one)}`).join(',');
    const restored = await Promise.all(
      ['s1', 's2'].map((name) =>
        run(name, RESTORE, [at('m0', 'snapshots', taken), CLUSTER], {
          ...memberOf(name, SERVED),
          ETCD_INITIAL_CLUSTER: initial,
        }),
      ),
    );
    expect(restored.map(({ status }) => status)).toEqual([0, 0]);
    expect((await lost).status).toBe(0);
    expect(await voters('s0')).toHaveLength(3);
    expect(await etcd('s0', 'get', 'kept')).toContain('yes');
  }, 120_000);

  test('a snapshot is brought to an object store, which accepts the signature; what is dropped here is deleted there', async () => {
    const store = new ObjectStore('id', 'se"c\\ret');
    const url = await store.start();
    fs.writeFileSync(at('access'), 'id');
    fs.writeFileSync(at('secret'), 'se"c\\ret');
    const old = 'main-m0-20200101T000000Z.db';
    fs.writeFileSync(at('m0', 'snapshots', old), 'old');
    const { status, log } = await snapshot('m0', {
      KEEP_NEWEST: '1',
      KEEP_DAYS: '1',
      DELIVERY: 'object-store',
      OBJECTS_URL: `${url}/backups`,
      REGION: 'eu-central-1',
      ACCESS_KEY_FILE: at('access'),
      SECRET_KEY_FILE: at('secret'),
    });
    await store.stop();
    expect({ status, faults: store.faults, log }).toMatchObject({ status: 0, faults: [] });
    const [kept, ...rest] = fs.readdirSync(at('m0', 'snapshots')).filter((one) => one.endsWith('.db'));
    expect(rest).toEqual([]);
    expect([...store.objects.keys()]).toEqual([`/backups/shop-test/main/m0/${kept}`]);
    expect(store.objects.get(`/backups/shop-test/main/m0/${kept}`)).toEqual(
      fs.readFileSync(at('m0', 'snapshots', kept ?? '')),
    );
  }, 60_000);

  test('what cannot be delivered is kept, and delivered the next time', async () => {
    for (const one of fs.readdirSync(at('m0', 'snapshots'))) fs.rmSync(at('m0', 'snapshots', one));
    const store = new ObjectStore('id', 'secret');
    const url = await store.start();
    fs.writeFileSync(at('access'), 'id');
    fs.writeFileSync(at('secret'), 'wrong');
    const more = {
      DELIVERY: 'object-store',
      OBJECTS_URL: `${url}/b`,
      REGION: 'r',
      ACCESS_KEY_FILE: at('access'),
      SECRET_KEY_FILE: at('secret'),
    };
    expect(await snapshot('m0', more)).toMatchObject({
      status: 1,
      log: expect.stringContaining('the next run tries again') as string,
    });
    fs.writeFileSync(at('secret'), 'secret');
    expect((await snapshot('m0', more)).status).toBe(0);
    await store.stop();
    const here = fs.readdirSync(at('m0', 'snapshots')).filter((one) => one.endsWith('.db'));
    expect([...store.objects.keys()].sort()).toEqual(here.map((one) => `/b/shop-test/main/m0/${one}`).sort());
  }, 60_000);
});

const PREPARE = 'until bash -c "$ETCD_PREPARE"; do sleep 0.2; done';
const START = `. "$ANSWER_FILE"; systemctl start etcd.service
until curl --silent --fail --cacert "$ETCDCTL_CACERT" --cert "$ETCDCTL_CERT" --key "$ETCDCTL_KEY" "$ETCD_ADVERTISE_CLIENT_URLS/version" >/dev/null; do sleep 0.1; done
touch "$SERVED_FILE"; bash -c "$ETCD_PROMOTE"`;

/** Starts and stops etcd as systemd would: it goes on when who started it ends. */
const SYSTEMCTL = `#!/bin/bash
case "$*" in
*start*) [ -e "$HOST/pid" ] || { setsid etcd >>"$HOST/etcd.log" 2>&1 </dev/null & echo $! >"$HOST/pid"; } ;;
*stop*) [ ! -e "$HOST/pid" ] || { pid=$(cat "$HOST/pid"); kill "$pid" 2>/dev/null; while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done; rm -f "$HOST/pid"; } ;;
esac
`;
