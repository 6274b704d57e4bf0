import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { BOOT_SCRIPT_PATH, packScript } from '../../lib/core/packed-user-data';
import { renderBootStub } from '../../lib/iaas/host-config/boot-stub';
import { renderScript } from '../../lib/iaas/host-config/script';
import { alicloudKms } from '../../lib/iaas/secrets/alicloud-kms';
import { awsSecretsManager } from '../../lib/iaas/secrets/aws-secrets-manager';
import { BOOT_CONFIG_PATH, BOOT_PATH } from '../../lib/iaas/secrets/boot-program';
import { deliver } from '../../lib/iaas/secrets/deliver';
import { storedScript } from '../../lib/iaas/secrets/stored-script';
import { Sandbox } from '../iaas/host-config/sandbox';
import { FULL } from '../iaas/host-config/specs';
import { FakeSecretStore } from './fake-secret-store';
import { describeWith, run as runTool, temporaryFolder, until } from './programs';

// So small that every script has several parts.
const STORES = {
  aws: { ...awsSecretsManager('eu-central-1'), maxBytes: 2_000 },
  alicloud: { ...alicloudKms('eu-central-1'), maxBytes: 2_000 },
};
const SCRIPT = '#!/usr/bin/env bash\necho "$1 ran" >&2\necho once >>"$ALTOSTRATUS_ROOT/ran"\nexit 3\n';

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

interface Patience {
  readonly seconds: number;
  readonly pause: number;
}

/** A host that cloud-init has set up from its user data, and the entries of its script in the store. */
class Host {
  public readonly parts;
  public said = '';
  private readonly program: string;

  public constructor(
    provider: 'aws' | 'alicloud',
    private readonly sandbox: Sandbox,
    store: FakeSecretStore,
    address: string,
    { seconds, pause }: Patience,
    script: string,
  ) {
    const boot = { hostname: 'cp-1', script };
    this.parts = storedScript(boot, { kind: 'store', store: STORES[provider], prefix: 'shop/dev' });
    for (const { name, content } of this.parts) store.values.set(name, content);
    const { write_files: files, runcmd } = parse(renderBootStub(boot, this.parts, STORES[provider])) as CloudConfig;
    for (const { path: file, permissions, content } of files) {
      sandbox.write(file, file === BOOT_CONFIG_PATH ? reached(content, address, { seconds, pause }) : content);
      fs.chmodSync(sandbox.root + file, Number.parseInt(permissions, 8));
    }
    this.program = runcmd[0]?.[2]?.split(' ')[0] ?? '';
  }

  /** Not spawnSync: the store answers in this very process. */
  public async boot(): Promise<number | null> {
    this.said = '';
    const child = spawn(this.sandbox.root + this.program, { env: this.sandbox.env });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    return new Promise((resolve) => child.on('close', resolve));
  }

  /** How often its script ran. */
  public get runs(): number {
    const file = `${this.sandbox.root}/ran`;
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  }
}

/** The settings with the address of the store of this test, and with another patience. */
function reached(settings: string, address: string, patience: Patience): string {
  const { boot, ...rest } = JSON.parse(settings) as { readonly boot: object };
  return JSON.stringify({ ...rest, endpoint: address, metadata: address, boot: { ...boot, ...patience } });
}

const AT_ONCE = { seconds: 0, pause: 0 };
const PATIENT = { seconds: 60, pause: 0.05 };

describeWith(['python3'], 'a host whose script is in a secret store', () => {
  let store: FakeSecretStore;
  let sandbox: Sandbox;
  const hostWith = async (provider: 'aws' | 'alicloud', patience: Patience, script = SCRIPT) => {
    store = new FakeSecretStore(provider);
    return new Host(provider, sandbox, store, await store.start(), patience, script);
  };

  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(async () => {
    sandbox.remove();
    await store.stop();
  });

  describe.each(['aws', 'alicloud'] as const)('%s', (provider) => {
    it('fetches it by the role of its instance, runs it and ends as it does; run again it needs no store', async () => {
      const host = await hostWith(provider, AT_ONCE);
      expect(await host.boot()).toBe(3);
      expect(host.said).toBe(' ran\n');
      expect(sandbox.read(BOOT_SCRIPT_PATH)).toBe(SCRIPT);
      expect(sandbox.mode(BOOT_SCRIPT_PATH)).toBe('0700');
      store.values.clear();
      expect(await host.boot()).toBe(3);
      expect(host.runs).toBe(2);
    });

    it('does not run another one', async () => {
      const host = await hostWith(provider, AT_ONCE);
      const [first] = host.parts;
      const others = [packScript(`${SCRIPT}\n`), packScript(SCRIPT.replace('once', 'evil')), 'H4sI', 'not base64!', ''];
      for (const content of others) {
        store.values.set(first?.name ?? '', content);
        expect({ content, status: await host.boot() }).toEqual({ content, status: 1 });
        expect(host.said).toMatch(
          /^altostratus: no boot script: .+; run .*\/usr\/local\/sbin\/altostratus-boot to try/,
        );
      }
      expect(host.runs).toBe(0);
      expect(fs.existsSync(sandbox.root + BOOT_SCRIPT_PATH)).toBe(false);
    });

    it('fetches it again where what it kept is not what it is to run', async () => {
      const host = await hostWith(provider, AT_ONCE);
      sandbox.write(BOOT_SCRIPT_PATH, 'echo evil >"$ALTOSTRATUS_ROOT/evil"\n');
      expect(await host.boot()).toBe(3);
      expect([host.runs, fs.existsSync(`${sandbox.root}/evil`)]).toEqual([1, false]);
    });

    it('waits for the right to read it, and says each reason once', async () => {
      const host = await hostWith(provider, PATIENT);
      const [{ name } = { name: '' }] = host.parts;
      store.denied.add(name);
      const ended = host.boot();
      await until('it asks again', () => (store.requests(name) >= 4 ? true : undefined), 60);
      store.denied.clear();
      expect(await ended).toBe(3);
      const code = { aws: '400 AccessDeniedException', alicloud: '403 Forbidden.NoPermission' }[provider];
      const waiting = host.said.split('\n').filter((line) => line.includes('waiting for the boot script'));
      expect(waiting).toEqual([expect.stringMatching(new RegExp(`^altostratus: .*: HTTP ${code}$`))]);
      expect(host.runs).toBe(1);
    });

    it('waits for its role', async () => {
      const host = await hostWith(provider, PATIENT);
      store.role = false;
      const ended = host.boot();
      await until('it says so', () => (host.said.includes('metadata service: HTTP 404') ? true : undefined), 60);
      store.role = true;
      expect(await ended).toBe(3);
    });
  });

  it('is afterwards what it is with all files in user data', async () => {
    const spec = deliver(FULL, { kind: 'store', store: STORES.aws, prefix: 'shop/dev' });
    const script = renderScript(spec);
    const host = await hostWith('aws', AT_ONCE, script);
    expect(await host.boot()).toBe(0);
    expect(host.parts.length).toBeGreaterThan(1);
    for (const own of [BOOT_PATH, BOOT_CONFIG_PATH, BOOT_SCRIPT_PATH]) fs.rmSync(sandbox.root + own);
    const other = new Sandbox();
    try {
      expect(other.run(script).status).toBe(0);
      expect(diskOf(sandbox)).toEqual(diskOf(other));
    } finally {
      other.remove();
    }
  });
});

/** Mode and content of every file; time stamps are noted too, which differ from run to run. */
function diskOf({ root }: Sandbox): Record<string, string> {
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => isFile(root, file));
  return Object.fromEntries(
    files.sort().map((file) => {
      const content = file.startsWith('var/lib/altostratus/')
        ? 'noted'
        : fs.readFileSync(path.join(root, file), 'base64');
      return [file, `${(fs.statSync(path.join(root, file)).mode & 0o7777).toString(8)} ${content}`];
    }),
  );
}

function isFile(root: string, file: string): boolean {
  return fs.lstatSync(path.join(root, file)).isFile();
}

describeWith(['cloud-init'], 'cloud-init', () => {
  const folder = temporaryFolder();
  const check = (text: string) => {
    const file = path.join(folder, 'user-data');
    fs.writeFileSync(file, text);
    return runTool('cloud-init', ['schema', '--config-file', file]);
  };
  const stub = (provider: 'aws' | 'alicloud', hostname: string) => {
    const boot = { hostname, script: SCRIPT };
    const parts = storedScript(boot, { kind: 'store', store: STORES[provider], prefix: 'shop/dev' });
    return renderBootStub(boot, parts, STORES[provider]);
  };

  it.each(['aws', 'alicloud'] as const)('takes what fetches a script on %s, for hosts and for pools', (provider) => {
    for (const hostname of ['cp-1', '']) expect(check(stub(provider, hostname))).toMatch(/Valid/);
  });

  it('refuses it with a mistake', () => {
    expect(() => check(stub('aws', 'cp-1').replace('runcmd:\n', 'runcmd: 7\nx-rest:\n'))).toThrow(/runcmd/);
  });
});
