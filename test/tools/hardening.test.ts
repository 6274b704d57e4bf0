import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as https from 'node:https';
import * as path from 'node:path';
import { HardeningAddition } from 'altostratus';
import { parseAllDocuments } from 'yaml';
import { substitute } from '../../lib/core/reference';
import { makeSecret } from '../../lib/output/make-secret';
import { APPROVE_SERVING_CERTIFICATES } from '../../lib/scheduling/hardening/serving-certificates/approve';
import { fileOf, objectsOf, sample, settingsOf, settled, settleTree, specOf } from '../scheduling/sample-cluster';
import { ApiServer } from './api-server';
import { describeWith, program, run, Server, temporaryFolder, toolFolder, until } from './programs';

const ENCRYPTION_KEY = Buffer.alloc(32, 'k').toString('base64');
const TOOLS = ['etcd', 'kube-apiserver', 'etcdctl', 'kubectl', 'kubeadm', 'openssl'];

interface ClusterConfiguration {
  readonly apiServer: { readonly extraArgs: readonly { readonly name: string; readonly value: string }[] };
}

const { cluster, platform } = settled();
const [machine] = cluster.controlPlane;

/** What a host has at a path, at another place and with a value for each secret. */
function placed(folder: string, text: string): string {
  return substitute(text, () => ENCRYPTION_KEY)
    .replaceAll('/etc/kubernetes/apiserver', path.join(folder, 'apiserver'))
    .replaceAll('/etc/kubernetes/pki', path.join(folder, 'pki'))
    .replaceAll('/var/log/kubernetes/audit', path.join(folder, 'audit'));
}

/** The flags of the API server that are rendered, with the files that they name. */
function renderedFlags(folder: string, host = machine): string[] {
  fs.mkdirSync(path.join(folder, 'apiserver'));
  for (const { path: at, content } of specOf(host).files)
    if (at.startsWith('/etc/kubernetes/apiserver/')) fs.writeFileSync(placed(folder, at), placed(folder, content));
  const [, configuration] = parseAllDocuments(fileOf(host, '/etc/kubernetes/kubeadm.yaml'));
  const { extraArgs } = (configuration?.toJS() as ClusterConfiguration).apiServer;
  return extraArgs.map(({ name, value }) => `--${name}=${placed(folder, value)}`);
}

async function writeAuthority(folder: string): Promise<void> {
  const days = 2;
  const authority = await makeSecret({ kind: 'authority', commonName: 'kubernetes', days }, new Date());
  const certificate = await makeSecret(
    { kind: 'certificate', commonName: 'kube-apiserver', hosts: ['127.0.0.1'], authority: 'ca', days },
    new Date(),
    authority,
  );
  fs.mkdirSync(path.join(folder, 'pki'));
  for (const [name, values] of Object.entries({ ca: authority, apiserver: certificate })) {
    fs.writeFileSync(path.join(folder, `pki/${name}.crt`), values['certificate'] ?? '');
    fs.writeFileSync(path.join(folder, `pki/${name}.key`), values['key'] ?? '');
  }
}

/** Status of a request by nobody. */
function anonymous(port: number, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    https
      .get({ host: '127.0.0.1', port, path: url, rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject);
  });
}

describeWith(TOOLS, 'an API server with all that can be added', () => {
  const folder = temporaryFolder();

  test('takes it: the first key encrypts, images are always pulled', async () => {
    const made = sample({
      hardening: {
        additions: [HardeningAddition.alwaysPullImages(), HardeningAddition.eventRateLimit()],
        encryptionKeys: ['key2', 'key1'],
        audit: { rules: [{ level: 'None', nonResourceURLs: ['/metrics'] }] },
      },
    });
    made.cluster.hardening.addAuditRules({ level: 'Request', namespaces: ['shop'], resources: [{ group: 'apps' }] });
    made.cluster.hardening.addTokenIssuer({
      url: 'https://login.example.com',
      audiences: ['kubernetes', 'dashboard'],
      usernameClaim: 'sub',
      groupsClaim: 'groups',
    });
    settleTree(made.platform);
    await writeAuthority(folder);
    const args = renderedFlags(folder, made.cluster.controlPlane[0]);
    const server = await ApiServer.start({ folder, serviceCidr: '10.96.0.0/16', args });
    try {
      const metadata = { name: 'login', namespace: 'default' };
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata, data: { password: 'aG9yc2U=' } };
      await server.client.create(secret as never);
      const key = '/registry/secrets/default/login';
      expect(run('etcdctl', [`--endpoints=${server.etcd}`, 'get', '--print-value-only', key])).toMatch(
        /^k8s:enc:secretbox:v1:key2:/,
      );
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one', namespace: 'default' } };
      await server.client.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, name: 'default' } } as never); // prettier-ignore
      const containers = [{ name: 'one', image: 'example.com/one:1', imagePullPolicy: 'Never' }];
      expect(await server.client.create({ ...pod, spec: { containers } } as never)).toMatchObject({
        spec: { containers: [{ imagePullPolicy: 'Always' }] },
      });
      expect(await anonymous(server.port, '/livez')).toBe(200);
    } finally {
      await server.stop();
    }
  });
});

describeWith(TOOLS, 'an API server with the rendered hardening', () => {
  const folder = temporaryFolder();
  let server: ApiServer;

  beforeAll(async () => {
    await writeAuthority(folder);
    const authority = path.join(folder, 'pki/ca.crt');
    const tls = [`--tls-cert-file=${folder}/pki/apiserver.crt`, `--tls-private-key-file=${folder}/pki/apiserver.key`];
    const args = [...renderedFlags(folder), `--client-ca-file=${authority}`, ...tls];
    server = await ApiServer.start({ folder, serviceCidr: '10.96.0.0/16', args });
  });
  afterAll(() => server.stop());

  test('answers for its health without asking who asks, and for nothing else', async () => {
    const statuses = ['/livez', '/readyz', '/healthz', '/api', '/version', '/api/v1/secrets', '/livez/ping'].map(
      async (url) => [url, await anonymous(server.port, url)],
    );
    expect(Object.fromEntries(await Promise.all(statuses))).toEqual({
      '/livez': 200,
      '/readyz': 200,
      '/healthz': 200,
      '/api': 401,
      '/version': 401,
      '/api/v1/secrets': 401,
      '/livez/ping': 401,
    });
  });

  test('writes Secrets into etcd encrypted, and a line about them without their content', async () => {
    const data = { password: Buffer.from('correct horse').toString('base64') };
    const metadata = { name: 'login', namespace: 'default' };
    await server.client.create({ apiVersion: 'v1', kind: 'Secret', metadata, data } as never);
    await server.client.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { plain: 'battery' } } as never);
    const stored = (kind: string) =>
      run('etcdctl', [`--endpoints=${server.etcd}`, 'get', '--print-value-only', `/registry/${kind}/default/login`]);
    expect(stored('secrets')).toMatch(/^k8s:enc:secretbox:v1:key1:/);
    expect(stored('secrets')).not.toContain('correct horse');
    expect(stored('configmaps')).toContain('battery');

    interface Line {
      readonly verb: string;
      readonly level: string;
      readonly stage: string;
      readonly objectRef?: { readonly resource: string; readonly name?: string };
    }
    const lines = await until(
      'the audit log has the Secret',
      () => {
        const text = fs.readFileSync(path.join(folder, 'audit/audit.log'), 'utf8');
        const all = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line); // prettier-ignore
        const found = all.filter(({ objectRef }) => objectRef?.resource === 'secrets' && objectRef.name === 'login');
        return found.length > 0 ? found : undefined;
      },
      20,
    );
    expect(lines).toMatchObject([{ verb: 'create', level: 'Metadata', stage: 'ResponseComplete' }]);
    expect(JSON.stringify(lines)).not.toContain(data.password);
    expect(lines[0]).not.toHaveProperty('requestObject');
  });

  test('denies Services with external addresses', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'taken', namespace: 'default' },
      spec: { ports: [{ port: 80 }], externalIPs: ['192.0.2.1'] },
    };
    await expect(server.client.create(service as never)).rejects.toThrow(/externalIPs|external IPs/i);
  });

  describe('the approver', () => {
    let approver: Server;
    const [worker] = cluster.pools[0]?.machines ?? [];
    const node = worker?.machineName ?? '';
    const address = worker?.address ?? '';
    const nodes = ['system:nodes', 'system:authenticated'];

    interface Ask {
      readonly user: string;
      readonly groups: readonly string[];
      readonly subject: string;
      readonly names: string;
      readonly usages: readonly string[];
      readonly signer: string;
      /** What is added to the request for openssl. */
      readonly more: readonly string[];
      readonly change: (pem: string) => string;
    }
    const usual = (): Ask => ({
      user: `system:node:${node}`,
      groups: nodes,
      subject: `/O=system:nodes/CN=system:node:${node}`,
      names: `DNS:${node},IP:${address}`,
      usages: ['digital signature', 'server auth'],
      signer: 'kubernetes.io/kubelet-serving',
      more: [],
      change: (pem) => pem,
    });

    function pemOf({ subject, names, more }: Ask): string {
      const key = path.join(folder, 'request.key');
      const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
      const wanted = ['-subj', subject, '-addext', `subjectAltName=${names}`, ...more];
      const printed = run('openssl', ['req', '-new', '-batch', ...kind, ...wanted]);
      return /-----BEGIN CERT[^]*-----END [A-Z ]*-----\n/.exec(printed)?.[0] ?? '';
    }

    function ask(id: string, changes: Partial<Ask>): void {
      const all = { ...usual(), ...changes };
      const request = Buffer.from(all.change(pemOf(all))).toString('base64');
      const input = JSON.stringify({
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'CertificateSigningRequest',
        metadata: { name: id },
        spec: { request, signerName: all.signer, usages: all.usages },
      });
      const as = [`--as=${all.user}`, ...all.groups.map((group) => `--as-group=${group}`)];
      const args = [`--kubeconfig=${server.kubeconfig}`, ...as, 'create', '-f', '-'];
      const { status, stderr } = spawnSync(program('kubectl') ?? 'kubectl', args, { input, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${id}: ${stderr}`);
    }

    interface Request {
      readonly metadata: { readonly name: string };
      readonly status: { readonly conditions?: readonly { readonly type: string }[] };
    }
    const conditions = async (id: string) => {
      const list = await server.client.list('certificates.k8s.io/v1', 'CertificateSigningRequest');
      const found = (list as unknown as readonly Request[]).find(({ metadata }) => metadata.name === id);
      return (found?.status.conditions ?? []).map(({ type }) => type);
    };
    const log = () => fs.readFileSync(path.join(folder, 'env.log'), 'utf8');
    const said = (id: string) =>
      until(
        `something is said of ${id}`,
        () =>
          log()
            .split('\n')
            .find((line) => line.startsWith(`Request ${id} `)),
        60,
        log,
      );

    beforeAll(async () => {
      // Whoever is to ask may do so; that nodes may is a matter of another authorizer.
      await server.client.create({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'askers' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:node' },
        subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:authenticated' }],
      } as never);
      const ours = objectsOf(platform).filter(
        ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'serving-certificates',
      );
      expect(ours.map(({ kind }) => kind).sort()).toEqual(
        ['ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'Role', 'RoleBinding'].sort(),
      );
      for (const object of ours) await server.client.create(object);

      const script = path.join(folder, 'approve');
      fs.writeFileSync(script, APPROVE_SERVING_CERTIFICATES);
      const kubeadm = path.join(folder, 'kubeadm.yaml');
      fs.writeFileSync(kubeadm, placed(folder, fileOf(machine, '/etc/kubernetes/kubeadm.yaml')));
      const settings = {
        ...settingsOf(machine, '/etc/altostratus/serving-certificates.env'),
        KUBEADM_CONFIG: kubeadm,
        API_URL: `https://127.0.0.1:${server.port}`,
        READY_FILE: kubeadm,
        PATH: `${toolFolder()}:${process.env['PATH'] ?? ''}`,
      };
      const variables = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
      approver = Server.start('env', [...variables, 'bash', script], folder);
    });
    afterAll(() => approver.stop());

    test('approves what a kubelet of the Plan asks for', async () => {
      ask('good', {});
      expect(await said('good')).toContain('is approved');
      expect(await conditions('good')).toEqual(['Approved']);
      ask('good-with-rsa', { usages: ['digital signature', 'key encipherment', 'server auth'] });
      expect(await said('good-with-rsa')).toContain('is approved');
      ask('good-by-address-alone', { names: `IP:${address}` });
      expect(await said('good-by-address-alone')).toContain('is approved');
    });

    /** The extension byte by byte: an address, and a name that openssl would not take. */
    function rawNames(ip: string, name: string): string {
      const field = (tag: number, bytes: Buffer) => Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
      const all = [field(0x87, Buffer.from(ip.split('.').map(Number))), field(0x82, Buffer.from(name))];
      return `DER:${field(0x30, Buffer.concat(all)).toString('hex')}`;
    }

    test('a node cannot even ask in the name of another', () => {
      expect(() => {
        ask('other-node', { user: 'system:node:another' });
      }).toThrow(/can only create a node CSR with CN=/);
    });

    const begin = '-----BEGIN CERTIFICATE REQUEST-----';
    const refusals: [string, () => Partial<Ask>, RegExp][] = [
      ['foreign-name', () => ({ names: `DNS:api.main.example.com,IP:${address}` }), /not a name of node/],
      ['foreign-address', () => ({ names: `DNS:${node},IP:${machine?.address ?? ''}` }), /not an address of node/],
      ['one-address-too-many', () => ({ names: `IP:${address},IP:192.0.2.9` }), /192.0.2.9 is not an address/],
      ['no-address', () => ({ names: `DNS:${node}` }), /names no address/],
      ['uri', () => ({ names: `IP:${address},URI:spiffe://x` }), /it names/],
      ['mail', () => ({ names: `IP:${address},email:a@example.com` }), /it names/],
      [
        'name-with-line-ends',
        () => ({ names: rawNames(address, `${node}\n    Signature Algorithm: x\n`) }),
        /behind its signature|not a name of node|asks for more/,
      ],
      ['no-node', () => ({ user: 'mallory' }), /is no node/],
      ['not-in-the-group', () => ({ groups: ['system:authenticated'] }), /not in the group of nodes/],
      [
        'unknown-node',
        () => ({ user: 'system:node:rogue', subject: '/O=system:nodes/CN=system:node:rogue' }),
        /the Plan has no node rogue/,
      ],
      ['other-subject', () => ({ subject: `/O=system:masters/CN=system:node:${node}` }), /is not that of node/],
      ['two-groups', () => ({ subject: `/O=system:nodes/O=system:masters/CN=system:node:${node}` }), /is not that of/],
      ['client-usage', () => ({ usages: ['digital signature', 'server auth', 'client auth'] }), /to be used for/],
      ['more-extensions', () => ({ more: ['-addext', 'basicConstraints=CA:TRUE'] }), /./],
      ['two-requests', () => ({ change: (pem) => `${pem}${pem}` }), /cannot be read/],
      ['text-before', () => ({ change: (pem) => pem.replace(begin, `a\n${begin}`) }), /cannot be read/],
    ];

    test.each(refusals)('leaves alone: %s', async (id, changes, why) => {
      ask(id, changes());
      const line = await said(id);
      expect(line).toContain('NOT approved');
      expect(line).toMatch(why);
      expect(await conditions(id)).toEqual([]);
    });

    test('nodes that come and go may have what nobody else has, from when the names say so', async () => {
      const namespace = 'kube-system';
      const path = `/api/v1/namespaces/${namespace}/configmaps/altostratus-serving-certificates`;
      const { data } = (await server.client.json('GET', path)) as { data: { names: string } };
      const names = `${data.names}pool 10.10.0.0/16\ndomain compute.internal\n`;
      await server.client.json('PATCH', path, { data: { names } }, 'application/merge-patch+json');
      const newcomer = (id: string, wanted: string, name = 'ip-10-10-9-9') => {
        ask(id, { user: `system:node:${name}`, subject: `/O=system:nodes/CN=system:node:${name}`, names: wanted });
        return said(id);
      };
      expect(await newcomer('newcomer', 'DNS:ip-10-10-9-9,IP:10.10.9.9')).toContain('is approved');
      const domain = 'DNS:ip-10-10-9-9.compute.internal';
      expect(await newcomer('newcomer-in-domain', `${domain},IP:10.10.9.9`)).toContain('is approved');
      expect(await newcomer('of-another-address', `${domain},IP:10.10.9.8`, 'other')).toMatch(/NOT .* not a name of/);
      expect(await newcomer('outside', 'IP:10.11.0.1')).toMatch(/NOT .* not an address of/);
      expect(await newcomer('virtual-address', 'IP:10.10.0.10')).toMatch(/NOT .* not an address of/);
      expect(await newcomer('of-a-master', `IP:${machine?.address ?? ''}`)).toMatch(/NOT .* not an address of/);
      const service = 'kubernetes.default.svc';
      expect(await newcomer('of-a-service', 'IP:10.10.9.7', service)).toMatch(/NOT .* is the name of something else/);
      expect(await newcomer('as-a-worker', 'IP:10.10.9.7', node)).toMatch(/NOT .* not an address of/);
      for (const id of [
        'of-another-address',
        'outside',
        'virtual-address',
        'of-a-master',
        'of-a-service',
        'as-a-worker',
      ])
        expect(await conditions(id)).toEqual([]);
    });

    test('is not asked about other signers, and may not approve for them', async () => {
      const client = { signer: 'kubernetes.io/kube-apiserver-client-kubelet', names: 'IP:192.0.2.1' };
      ask('client', { ...client, usages: ['digital signature', 'client auth'] });
      ask('after', {});
      await said('after');
      expect(log()).not.toContain('Request client ');
      const may = async (verb: string, group: string, resource: string, name?: string, namespace?: string) => {
        const resourceAttributes = { verb, group, resource, name, namespace };
        const spec = { user: 'altostratus:serving-certificates', resourceAttributes };
        const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
        const answer = await server.client.json('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review);
        return (answer as { status: { allowed: boolean } }).status.allowed;
      };
      const certificates = 'certificates.k8s.io';
      expect(await may('approve', certificates, 'signers', 'kubernetes.io/kubelet-serving')).toBe(true);
      expect(await may('approve', certificates, 'signers', 'kubernetes.io/kube-apiserver-client')).toBe(false);
      expect(await may('delete', certificates, 'certificatesigningrequests')).toBe(false);
      expect(await may('get', '', 'configmaps', undefined, 'kube-system')).toBe(false);
      expect(await may('get', '', 'secrets', undefined, 'kube-system')).toBe(false);
    });
  });
});
