import * as fs from 'node:fs';
import * as path from 'node:path';
import { Endpoint, Inventory, Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { Balancer } from '../../lib/iaas/balancer/balancer';
import { bootOf } from '../../lib/iaas/host-config/boot';
import { newPlatform, settleTree } from '../iaas/settled';
import { canNetwork, Wire } from './namespaces';
import type { WiredHost } from './namespaces';
import { describeWith, run, temporaryFolder, until } from './programs';

const VIP = '10.77.0.100';
const BALANCERS = ['10.77.0.1', '10.77.0.2'];
const SERVERS = ['10.77.0.11', '10.77.0.12'];

/** haproxy.cfg and keepalived.conf of two balancer hosts in front of two API servers, as hosts get them. */
function rendered(): { haproxy: string; keepalived: string }[] {
  const platform = newPlatform();
  const hosts = [...BALANCERS, ...SERVERS].map((address, n) => ({
    name: `host-${n + 1}`,
    address,
    roles: [n < 2 ? 'balancer' : 'control-plane'],
    cpu: 4,
    memory: Size.gibibytes(8),
    disk: Size.gibibytes(50),
    networkInterface: 'eth0',
  }));
  const site = new Site(platform, 'dc1', {
    provider: Provider.static({ hosts: Inventory.of(hosts), ssh: { user: 'ops' } }),
    network: '10.77.0.0/24',
  });
  const [one, other, ...targets] = site.machines;
  if (one === undefined || other === undefined) throw new Error('no hosts');
  new Balancer(site, 'api', {
    site,
    endpoint: Endpoint.vip(VIP, { on: Machines.fixed([one, other]) }),
    hostName: 'api.example.com',
    targets,
    ports: [{ port: 6443, targetPort: () => 6443, check: { kind: 'https', path: '/readyz' } }],
  });
  settleTree(platform);
  return [one, other].map(({ host }) => {
    const { files } = bootOf(host);
    const content = (wanted: string) => files.find((file) => file.path === wanted)?.content ?? '';
    return { haproxy: content('/etc/haproxy/haproxy.cfg'), keepalived: content('/etc/keepalived/keepalived.conf') };
  });
}

/** An API server, as far as a balancer can tell. */
const SERVER = `
const [key, cert, host] = process.argv.slice(2);
const fs = require('node:fs');
require('node:https')
  .createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, (_, response) => response.end('ok'))
  .listen(6443, host);
`;

/** Asks again and again over new connections; at each line of its input it says what the longest silence was, in ms. */
const CLIENT = `
const https = require('node:https');
let last = 0;
let longest = 0;
let answers = 0;
require('node:readline').createInterface({ input: process.stdin }).on('line', () => {
  console.log(\`\${Math.max(longest, Date.now() - last)} ms \${answers} answers\`);
  longest = answers = 0;
});
const again = () => {
  const request = https.get({ host: '${VIP}', port: 6443, path: '/readyz', rejectUnauthorized: false, agent: false, timeout: 500 });
  const next = () => setTimeout(again, 10);
  request.on('timeout', () => request.destroy());
  request.on('error', next);
  request.on('response', (response) => response.resume().on('end', () => {
    if (last === 0) console.log('reached');
    else longest = Math.max(longest, Date.now() - last);
    last = Date.now();
    answers += 1;
    next();
  }));
};
again();
`;

const PROGRAMS = ['haproxy', 'keepalived', 'nft', 'openssl', 'unshare', 'ip'];

/** Namespaces need root; without it the tests are skipped as they are without a program. */
describeWith([...PROGRAMS, ...(canNetwork() ? [] : ['(network namespaces)'])], 'a virtual address on two hosts', () => {
  const folder = temporaryFolder();
  const file = (name: string) => path.join(folder, name);
  const log = (name: string) => (fs.existsSync(file(name)) ? fs.readFileSync(file(name), 'utf8') : '');
  let wire: Wire;
  let hosts: WiredHost[];
  let client: ReturnType<WiredHost['start']>;
  let servers: WiredHost;

  const boot = (n: number) =>
    hosts[n]?.start(
      `mkdir -p /run/haproxy
sysctl -q -w net.ipv4.ip_nonlocal_bind=1
haproxy -db -f ${file(`haproxy-${n}.cfg`)} &
exec keepalived --dont-fork --log-console --vrrp -f ${file(`keepalived-${n}.conf`)}`,
      file(`host-${n}.log`),
    );
  const serve = (address: string) =>
    servers.start(
      `exec ${process.execPath} ${file('server.js')} ${file('key')} ${file('cert')} ${address}`,
      file('servers.log'),
    );
  const dead = new Set<number>();
  const has = (n: number) => !dead.has(n) && hosts[n]?.addresses().includes(`${VIP}/32`) === true;
  const holders = () => [0, 1].filter(has);
  const holder = (wanted: readonly number[]) =>
    until(
      `the address on host ${wanted.join(' or ')}`,
      () => {
        const now = holders();
        return now.length === 1 && wanted.includes(now[0] ?? -1) ? now[0] : undefined;
      },
      20,
      () => [0, 1].map((n) => log(`host-${n}.log`)).join('\n'),
    );
  /** Waits until the client is answered as ever, and tells its longest time without an answer since this was asked last. */
  const silence = async (): Promise<number> => {
    let longest = 0;
    let asked = 0;
    await until(
      'answers',
      async () => {
        const lines = log('client.log').split('\n').length;
        client.stdin?.write('\n');
        const line = await until(
          'the client',
          () => {
            const now = log('client.log').split('\n');
            return now.length > lines ? now.at(-2) : undefined;
          },
          10,
        );
        const [, ms = '0', answers = '0'] = /^(\d+) ms (\d+) answers$/.exec(line) ?? [];
        longest = Math.max(longest, Number(ms));
        asked += 1;
        // The first answer is about the time before, and a silence that may last.
        return asked > 1 && Number(answers) >= 5 ? true : undefined;
      },
      30,
    );
    return longest;
  };

  beforeAll(async () => {
    wire = new Wire();
    hosts = BALANCERS.map((address, n) => wire.host(`h${n}`, [address]));
    servers = wire.host('servers', SERVERS);
    const subject = ['-subj', '/CN=api', '-days', '1', '-nodes', '-newkey', 'rsa:2048'];
    run('openssl', ['req', '-x509', ...subject, '-keyout', file('key'), '-out', file('cert')]);
    fs.writeFileSync(file('server.js'), SERVER);
    fs.writeFileSync(file('client.js'), CLIENT);
    rendered().forEach(({ haproxy, keepalived }, n) => {
      fs.writeFileSync(file(`haproxy-${n}.cfg`), haproxy);
      fs.writeFileSync(file(`keepalived-${n}.conf`), keepalived, { mode: 0o600 });
      boot(n);
    });
    SERVERS.forEach(serve);
    client = wire
      .host('client', ['10.77.0.9'])
      .start(`exec ${process.execPath} ${file('client.js')}`, file('client.log'));
    await until(
      'an answer',
      () => (log('client.log').includes('reached') ? true : undefined),
      30,
      () => log('host-0.log'),
    );
  });
  afterAll(() => {
    wire.remove();
  });

  it('is taken over within 3 s when its host dies, and the host that comes back leaves it where it is', async () => {
    const first = await holder([0, 1]);
    const second = 1 - first;
    await silence();
    hosts[first]?.die();
    dead.add(first);
    await holder([second]);
    const gap = await silence();
    // What users are promised; it takes half of that where the machine is not busy.
    expect(gap).toBeLessThan(3_000);
    expect(gap).toBeGreaterThan(500);
    hosts[first]?.recover(VIP);
    dead.delete(first);
    fs.writeFileSync(file(`host-${first}.log`), '');
    boot(first);
    await until(
      'the host is back',
      () => (log(`host-${first}.log`).includes('Entering BACKUP STATE') ? true : undefined),
      20,
    );
    expect(holders()).toEqual([second]);
  });

  it('leaves a host that hears nobody, whether it had the address or takes it', async () => {
    const first = await holder([0, 1]);
    const second = 1 - first;
    const standsBy = () => log(`host-${first}.log`).split('Entering BACKUP STATE').length;
    hosts[first]?.deafen();
    await holder([second]);
    await silence();
    const before = standsBy();
    hosts[first]?.hear();
    await until('it is well again', () => (standsBy() > before ? true : undefined), 20);
    expect(holders()).toEqual([second]);
    hosts[first]?.deafen();
    await until('it believes that it is alone', () => (has(first) ? true : undefined), 20);
    await holder([second]);
    await silence();
    hosts[first]?.hear();
    await until('it is well again', () => (standsBy() > before + 1 ? true : undefined), 20);
  });

  it("is nobody's while there is no API server, and somebody's as soon as there is one", async () => {
    servers.kill(process.execPath);
    await until('nobody has the address', () => (holders().length === 0 ? true : undefined), 20);
    SERVERS.forEach(serve);
    await holder([0, 1]);
    await silence();
  });

  it('goes to the other host when haproxy is gone', async () => {
    const first = await holder([0, 1]);
    hosts[first]?.kill('haproxy');
    await holder([1 - first]);
    await silence();
  });

  it('answers although an API server is gone', async () => {
    servers.kill(process.execPath);
    SERVERS.slice(1).forEach(serve);
    await silence();
    expect(await holder([0, 1])).toBeDefined();
  });
});
