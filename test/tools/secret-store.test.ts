import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { deliver } from '../../lib/iaas/secrets/deliver';
import { alicloudKms } from '../../lib/iaas/secrets/alicloud-kms';
import { awsSecretsManager } from '../../lib/iaas/secrets/aws-secrets-manager';
import { FETCH_CONFIG_PATH, FETCH_PATH } from '../../lib/iaas/secrets/fetch-program';
import { HostConfig } from '../../lib/iaas/host-config/host-config';
import { FakeSecretStore, rpcSignature } from './fake-secret-store';
import { describeWith, program, temporaryFolder } from './programs';

const STORES = { aws: awsSecretsManager('eu-central-1'), alicloud: alicloudKms('eu-central-1') };
const CANARY = 'canary "quoted" \\ $(id) \u00e4\u6f22\n-----END-----\n';

/** Paths of the files of a host, and what the store has for them. */
const FILES = { '/etc/kubernetes/pki/ca.key': CANARY, '/etc/altostratus/join.kubeconfig': 'token: abc\n' };
const [CA_KEY, KUBECONFIG] = Object.keys(FILES) as [string, string];

interface Configuration {
  readonly secrets: readonly { readonly name: string; readonly path: string; readonly mode: string }[];
}

async function host(provider: 'aws' | 'alicloud', store: FakeSecretStore, root: string) {
  const delivery = { kind: 'store', store: STORES[provider], prefix: 'shop/dev' } as const;
  const files = Object.keys(FILES).map((file) => ({ path: file, content: '${ref[x#value]}', secret: true }));
  const { spec } = new HostConfig('h1', []).add({ files }).merge();
  const rendered = deliver(spec, delivery).files;
  const content = (wanted: string) => rendered.find((file) => file.path === wanted)?.content ?? '';
  const configuration = JSON.parse(content(FETCH_CONFIG_PATH)) as Configuration;
  for (const { name, path: file } of configuration.secrets) store.values.set(name, FILES[file as keyof typeof FILES]);
  const address = await store.start();
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(root + file), { recursive: true });
    fs.writeFileSync(root + file, text, { mode: 0o755 });
  };
  write(FETCH_PATH, content(FETCH_PATH));
  write(FETCH_CONFIG_PATH, JSON.stringify({ ...configuration, endpoint: address, metadata: address }));
  const nameOf = (file: string) => configuration.secrets.find((one) => one.path === file)?.name ?? '';
  return { nameOf, fetch: () => fetchIn(root) };
}

/** Not spawnSync: the store answers in this very process. */
async function fetchIn(root: string): Promise<{ status: number | null; said: string }> {
  const child = spawn(program('python3') ?? 'python3', [root + FETCH_PATH], {
    env: { ALTOSTRATUS_ROOT: root, PATH: process.env.PATH },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, said };
}

describeWith(['python3'], 'a host with a secret store', () => {
  const folder = temporaryFolder();
  let store: FakeSecretStore;
  let root: string;

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(folder, 'root-'));
  });
  afterEach(() => store.stop());

  it.each(['aws', 'alicloud'] as const)('%s: fetches each secret by the role of its instance', async (provider) => {
    store = new FakeSecretStore(provider);
    const { fetch } = await host(provider, store, root);
    expect(await fetch()).toEqual({ status: 0, said: '' });
    for (const [file, value] of Object.entries(FILES)) {
      expect(fs.readFileSync(root + file, 'utf8')).toBe(value);
      expect((fs.statSync(root + file).mode & 0o7777).toString(8)).toBe('600');
      expect(fs.readdirSync(path.dirname(root + file)).filter((name) => name.includes('altostratus-'))).toEqual([]);
    }
  });

  it.each(['aws', 'alicloud'] as const)('%s: is refused with a key that is not its own', async (provider) => {
    store = new FakeSecretStore(provider);
    store.key = 'another';
    const { fetch } = await host(provider, store, root);
    const { status, said } = await fetch();
    expect(status).toBe(1);
    expect(said).toMatch(/ca\.key is not there yet: .*HTTP 400 (InvalidSignatureException|SignatureDoesNotMatch)/);
    expect(fs.existsSync(root + CA_KEY)).toBe(false);
  });

  it.each(['aws', 'alicloud'] as const)(
    '%s: brings what it may read, says the rest, prints no value',
    async (provider) => {
      store = new FakeSecretStore(provider);
      const { fetch, nameOf } = await host(provider, store, root);
      store.denied.add(nameOf(KUBECONFIG));
      const first = await fetch();
      expect(first).toMatchObject({
        status: 1,
        said: expect.stringMatching(/join\.kubeconfig is not there yet: .*HTTP 40/),
      });
      expect(first.said).not.toContain('canary');
      expect(fs.readFileSync(root + CA_KEY, 'utf8')).toBe(CANARY);
      store.denied.clear();
      expect(await fetch()).toEqual({ status: 0, said: '' });
      expect(fs.existsSync(root + KUBECONFIG)).toBe(true);
    },
  );

  it('leaves what is so already alone, and replaces what is not', async () => {
    store = new FakeSecretStore('aws');
    const { fetch, nameOf } = await host('aws', store, root);
    await fetch();
    const before = fs.statSync(root + CA_KEY).ino;
    fs.chmodSync(root + KUBECONFIG, 0o644);
    store.values.set(nameOf(KUBECONFIG), 'token: new\n');
    await fetch();
    expect(fs.statSync(root + CA_KEY).ino).toBe(before);
    expect(fs.readFileSync(root + KUBECONFIG, 'utf8')).toBe('token: new\n');
    expect((fs.statSync(root + KUBECONFIG).mode & 0o777).toString(8)).toBe('600');
  });

  it('without a metadata service says so', async () => {
    store = new FakeSecretStore('aws');
    const { fetch } = await host('alicloud', store, root);
    expect(await fetch()).toMatchObject({ status: 1, said: expect.stringContaining('no credentials of this host') });
  });
});

/** https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism has this example with its result. */
test('the check of signatures of Alibaba Cloud agrees with its documentation', () => {
  const fields = {
    Timestamp: '2016-02-23T12:46:24Z',
    Format: 'XML',
    AccessKeyId: 'testid',
    Action: 'DescribeRegions',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    Version: '2014-05-26',
    SignatureVersion: '1.0',
  };
  expect(rpcSignature('GET', fields, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
});
