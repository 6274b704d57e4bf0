import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { AnySchemaObject } from 'ajv';
import type * as Engine from '../../lib/cli/engine';
import { main } from '../../lib/cli/program';
import { SourceColumns } from '../../lib/cli/source-columns';
import type { LedgerFile } from '../../lib/core/ledger';
import { Platform } from '../../lib/core/platform';
import type { Synthesis } from '../../lib/plan/synthesize';
import type { SynthesizeOptions } from '../../lib/plan/synthesize-options';
import { sampleFinding, samplePlan } from '../output/sample-plan';
import { Captured } from './captured';
import { ProjectFolder } from './project-folder';

/** What the next run's program and synthesis do; the library itself has tests of its own. */
let synthesis: (options: SynthesizeOptions) => Synthesis;
let seen: unknown;

jest.mock('../../lib/cli/load-engine', () => ({
  loadEngine: (): typeof Engine => ({
    RULES: [],
    loadApp: (file) =>
      Promise.resolve({
        file,
        columns: new SourceColumns(() => undefined),
        build: (config) => {
          seen = config;
          const { environment } = config as { environment: string };
          return Promise.resolve(new Platform({ name: 'enterprise', environment, domain: 'corp.example' }));
        },
      }),
    synthesize: (_, options) => synthesis(options),
  }),
}));

let project: ProjectFolder;
beforeEach(() => {
  project = new ProjectFolder({ 'apps/enterprise.ts': '' });
  synthesis = ({ ledger }) => planned(ledger?.pools ?? {});
});
afterEach(() => project.remove());

const EMPTY: LedgerFile = { format: 1, platform: 'enterprise', environment: 'dev', pools: {} };
const ENTRIES = { ports: { a: { value: 30_000 } } };
const LEDGER = 'stacks/enterprise.dev.ledger.json';
const { findings, acknowledged } = samplePlan();

const planned = (pools: LedgerFile['pools']): Synthesis => ({
  ok: true,
  plan: samplePlan(),
  ledger: { ...EMPTY, pools },
  findings,
  acknowledged,
});
const refused = (): Synthesis => ({ ok: false, findings: [sampleFinding({ severity: 'error' })], acknowledged: [] });

async function run(line: string, env: Record<string, string> = {}) {
  const [stdout, stderr] = [new Captured(), new Captured()];
  const args = line === '' ? [] : line.split(' ');
  const code = await main(args, { cwd: project.root, env, stdout, stderr, now: new Date('2026-03-01T00:00:00Z') });
  return { code, out: stdout.text, err: stderr.text };
}

function schemaErrors(name: string, document: unknown) {
  const folder = path.resolve(__dirname, '../../docs/schema');
  const ajv = new Ajv2020({ allErrors: true });
  for (const file of fs.readdirSync(folder))
    ajv.addSchema(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as AnySchemaObject, file);
  ajv.validate(`${name}.schema.json`, document);
  return ajv.errors;
}

describe('synth', () => {
  test('writes the files and the ledger, and says so', async () => {
    synthesis = () => planned(ENTRIES);
    const { code, out, err } = await run('synth');
    expect(code).toBe(0);
    expect(out).toMatch(/^enterprise \(dev\)\n/);
    expect(out).toMatch(/^Files +dist +18 written, 0 unchanged$/m);
    expect(out).toMatch(/^Ledger +stacks\/enterprise\.dev\.ledger\.json +1 added: commit it$/m);
    expect(err).toContain('warning control-plane-size  dc1/main');
    expect(project.has('dist/clusters/main/wave-00/base.yaml')).toBe(true);
    expect(JSON.parse(project.read(LEDGER))).toEqual({ ...EMPTY, pools: ENTRIES });
  });

  test('leaves a ledger that does not change as it is', async () => {
    const text = JSON.stringify({ ...EMPTY, pools: ENTRIES });
    project.write(LEDGER, text);
    expect((await run('synth')).out).toMatch(/^Ledger .* unchanged$/m);
    expect(project.read(LEDGER)).toBe(text);
  });

  test('makes no ledger where nothing is handed out', async () => {
    await run('synth');
    expect(project.has(LEDGER)).toBe(false);
  });

  test('writes nothing where a finding is an error', async () => {
    synthesis = refused;
    const { code, out, err } = await run('synth');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('error control-plane-size');
    expect(err).toContain('Nothing was written: 1 error.');
    expect([project.has('dist'), project.has('stacks')]).toEqual([false, false]);
  });

  test.each<[string, Record<string, string>]>([
    ['synth --frozen', {}],
    ['synth', { CI: 'true' }],
  ])('%s with %j writes nothing and names the entries where the ledger would change', async (line, env) => {
    synthesis = () => planned(ENTRIES);
    const { code, out, err } = await run(line, env);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(
      `The ledger ${LEDGER} is frozen, but this program would change it:\n  added  ports  30000  a\n`,
    );
    expect([project.has('dist'), project.has('stacks')]).toEqual([false, false]);
  });

  test('a frozen ledger that does not change is fine, and --no-frozen lets it change in CI', async () => {
    project.write(LEDGER, JSON.stringify({ ...EMPTY, pools: ENTRIES }));
    expect((await run('synth', { CI: 'true' })).code).toBe(0);
    synthesis = () => planned({});
    expect((await run('synth --no-frozen', { CI: 'true' })).code).toBe(0);
    expect(JSON.parse(project.read(LEDGER))).toEqual(EMPTY);
  });

  test('says what was edited by hand', async () => {
    await run('synth');
    project.write('dist/plan.json', '{}');
    expect((await run('synth')).out).toContain('  plan.json had been edited by hand and was restored\n');
  });

  test('goes where it is told', async () => {
    await run('synth', { CDK8S_OUTDIR: path.join(project.root, 'elsewhere') });
    expect([project.has('elsewhere/plan.json'), project.has('dist')]).toEqual([true, false]);
  });

  test('--secrets puts values in and keeps them apart from the output', async () => {
    const { code, out, err } = await run('synth --secrets', { UNUSED: 'given' });
    expect(code).toBe(0);
    expect(out).toMatch(/^Secrets +\.altostratus\/enterprise\.dev\.secrets\.json +3 secrets made$/m);
    expect(err).toContain('dist holds passwords and keys now');
    expect(project.read('dist/clusters/main/wave-01/logs.yaml')).not.toContain('${ref[');
    expect(project.read('dist/hosts/dc1-master-1/secrets/etc/kubernetes/pki/ca.key')).toContain('PRIVATE KEY');
    expect((await run('synth --secrets', { UNUSED: 'given' })).out).toMatch(/0 written, 20 unchanged$/m);
  });

  test('--secrets without a variable that one needs writes nothing', async () => {
    const { code, err } = await run('synth --secrets');
    expect([code, project.has('dist')]).toEqual([2, false]);
    expect(err).toContain('UNUSED (for unused)');
  });

  test.each<[string, () => Synthesis, string, number, readonly string[]]>([
    ['what was written', () => planned(ENTRIES), 'synth -o json', 0, ['files', 'ledger', 'out']],
    ['what is wrong', refused, 'synth -o json', 1, []],
    ['what a frozen ledger would change to', () => planned(ENTRIES), 'synth -o json --frozen', 1, ['ledger', 'out']],
  ])('-o json says %s, as its schema says', async (_, result, line, expected, keys) => {
    synthesis = result;
    const { code, out } = await run(line);
    const document = JSON.parse(out) as object;
    expect(code).toBe(expected);
    expect(schemaErrors('synth', document)).toBeNull();
    expect(
      Object.keys(document)
        .filter((key) => ['files', 'ledger', 'out'].includes(key))
        .sort(),
    ).toEqual(keys);
  });
});

describe('check', () => {
  test('prints findings as data and writes nothing', async () => {
    synthesis = () => planned(ENTRIES);
    const { code, out, err } = await run('check');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('enterprise (dev): 1 warning, 1 acknowledged\n');
    expect(fs.readdirSync(project.root).sort()).toEqual(['apps', 'package.json']);
  });

  test('ends with 1 where a finding is an error, in every form', async () => {
    synthesis = refused;
    for (const output of ['text', 'json', 'sarif']) expect((await run(`check -o ${output}`)).code).toBe(1);
  });

  test('-o json is what its schema says; -o sarif is SARIF', async () => {
    expect(schemaErrors('check', JSON.parse((await run('check -o json')).out))).toBeNull();
    expect(JSON.parse((await run('check -o sarif')).out)).toMatchObject({ version: '2.1.0' });
  });
});

describe('plan', () => {
  test('prints the plan as data, findings as messages, and writes nothing', async () => {
    const { code, out, err } = await run('plan -o json');
    expect(code).toBe(0);
    expect(schemaErrors('plan', JSON.parse(out))).toBeNull();
    expect(err).toContain('warning control-plane-size');
    expect((await run('plan')).out).toMatch(/^enterprise \(dev\)  corp\.example\n/);
    expect(fs.readdirSync(project.root).sort()).toEqual(['apps', 'package.json']);
  });

  test('there is none where a finding is an error', async () => {
    synthesis = refused;
    const { code, out, err } = await run('plan -o json');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('There is no plan while a finding is an error.');
  });
});

describe('host logs', () => {
  test('-o json is what its schema says, for all hosts and for one', async () => {
    const all = JSON.parse((await run('host logs -o json')).out) as { readonly hosts: readonly { host: string }[] };
    expect(schemaErrors('host-logs', all)).toBeNull();
    const [first] = all.hosts;
    const one = JSON.parse((await run(`host logs ${first?.host ?? ''} -o json`)).out) as object;
    expect(schemaErrors('host-logs', one)).toBeNull();
    expect(one).toMatchObject({ hosts: [first] });
  });
});

describe('ledger recycle', () => {
  const pools = {
    ports: {
      kept: { value: 1 },
      old: { value: 2, released: '2026-01-30' },
      young: { value: 3, released: '2026-01-31' },
    },
  };
  beforeEach(() => project.write(LEDGER, JSON.stringify({ ...EMPTY, pools })));

  test('shows what left thirty days ago, and writes with --yes only', async () => {
    const { code, out, err } = await run('ledger recycle');
    expect([code, out]).toEqual([0, 'ports  2  old\n']);
    expect(err).toContain(`1 entry would be freed in ${LEDGER}`);
    expect(JSON.parse(project.read(LEDGER))).toEqual({ ...EMPTY, pools });
    expect((await run('ledger recycle --yes')).err).toContain(`1 entry freed in ${LEDGER}: commit it.`);
    expect(JSON.parse(project.read(LEDGER))).toEqual({
      ...EMPTY,
      pools: { ports: { kept: { value: 1 }, young: { value: 3, released: '2026-01-31' } } },
    });
  });

  test('--before names the day', async () => {
    expect((await run('ledger recycle --before 2026-02-01')).out).toBe('ports  2  old\nports  3  young\n');
    expect((await run('ledger recycle --before 2026-01-31')).out).toBe('ports  2  old\n');
    expect((await run('ledger recycle --before soon')).code).toBe(2);
  });

  test('a named ledger needs no program', async () => {
    project.write('apps/second.ts', '');
    expect((await run('ledger recycle')).code).toBe(2);
    expect((await run(`ledger recycle --ledger ${LEDGER}`)).out).toBe('ports  2  old\n');
  });

  test('-o json is what its schema says', async () => {
    const document = JSON.parse((await run('ledger recycle -o json')).out) as object;
    expect(schemaErrors('recycle', document)).toBeNull();
    expect(document).toMatchObject({ file: LEDGER, written: false });
  });

  test('refuses a damaged ledger, and one that is not there', async () => {
    project.write(LEDGER, '{');
    expect(await run('ledger recycle --yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not JSON') as string,
    });
    expect(project.read(LEDGER)).toBe('{');
    expect((await run('ledger recycle -e prod')).err).toContain(
      'There is no ledger stacks/enterprise.prod.ledger.json.',
    );
  });
});

describe('the command line', () => {
  test('without anything shows help with examples', async () => {
    const { code, out } = await run('');
    expect(code).toBe(0);
    expect(out.match(/^ {2}altostratus \w+/gm)).toHaveLength(3);
  });

  test.each(['--help', 'synth --help', 'ledger recycle --help', '--version'])('%s is no fault', async (line) => {
    const { code, out, err } = await run(line);
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toBe('');
  });

  test.each([
    ['synht', "unknown command 'synht'\n(Did you mean synth?)"],
    ['synth --enviroment dev', "unknown option '--enviroment'\n(Did you mean --environment?)"],
    ['check -o yaml', 'Allowed choices are text, json, sarif'],
    ['synth a b', 'too many arguments'],
    ['completion powershell', 'Allowed choices are bash, zsh, fish'],
  ])('%s is a fault of usage', async (line, message) => {
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('a fault of the library is a bug of ours', async () => {
    synthesis = () => {
      throw new TypeError('unexpected');
    };
    const { code, err } = await run('check');
    expect(code).toBe(70);
    expect(err).toMatch(/Please report this[\s\S]*TypeError: unexpected/);
  });

  test('the configuration reaches the program', async () => {
    project.write('stacks/Pulumi.prod.yaml', 'config:\n  shop:domain: example.com\n');
    await run('check -e prod --set a.b=1 --set c=x');
    expect(seen).toEqual({ environment: 'prod', domain: 'example.com', a: { b: 1 }, c: 'x' });
  });

  test('colors come with --color alone, wherever it stands', async () => {
    expect((await run('check')).out).not.toContain('\u001b[');
    expect((await run('--color check')).out).toContain('\u001b[33m');
    expect((await run('check --color')).out).toContain('\u001b[33m');
    expect((await run('check --color --no-color')).out).not.toContain('\u001b[');
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('prints a script for %s that asks for candidates', async (shell) => {
    const { code, out } = await run(`completion ${shell}`);
    expect(code).toBe(0);
    expect(out).toContain('altostratus __complete --');
  });

  const candidates = async (...words: string[]) => {
    const [stdout, stderr] = [new Captured(), new Captured()];
    await main(['__complete', '--', ...words], { cwd: project.root, env: {}, stdout, stderr, now: new Date(0) });
    return stdout.text.split('\n').filter((word) => word !== '');
  };

  test('knows commands, options, choices, environments and programs', async () => {
    for (const environment of ['dev', 'prod']) project.write(`stacks/Pulumi.${environment}.yaml`, '');
    project.write('apps/hybrid.ts', '');
    expect(await candidates('')).toEqual(['check', 'completion', 'host', 'kubeconfig', 'ledger', 'plan', 'synth']);
    expect(await candidates('s')).toEqual(['synth']);
    expect(await candidates('ledger', '')).toEqual(['recycle']);
    expect(await candidates('synth', '--se')).toEqual(['--secrets', '--set']);
    expect(await candidates('synth', '--to')).toEqual([]);
    expect(await candidates('check', '-o', '')).toEqual(['json', 'sarif', 'text']);
    expect(await candidates('check', '--environment', '')).toEqual(['dev', 'prod']);
    expect(await candidates('check', '-e', 'p')).toEqual(['prod']);
    expect(await candidates('synth', '-e', 'dev', '')).toEqual(['apps/enterprise.ts', 'apps/hybrid.ts']);
    expect(await candidates('completion', '')).toEqual(['bash', 'fish', 'zsh']);
    expect(await candidates('synth', '--config', '')).toEqual([]);
  });
});

describe('kubeconfig', () => {
  test('asks for a cluster by the names that there are', async () => {
    const { code, err } = await run('kubeconfig --cluster mian');
    expect(code).toBe(2);
    expect(err).toContain('There is no cluster "mian".');
    expect(err).toMatch(/--cluster with one of "/);
  });

  test('is good for whole days, up to ten years', async () => {
    const { code, err } = await run('kubeconfig --days 4000');
    expect(code).toBe(2);
    expect(err).toContain('It must be a whole number of days, from 1 to 3650.');
  });

  test('is not made while a finding is an error', async () => {
    synthesis = refused;
    const { code, out, err } = await run('kubeconfig');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('There is no cluster while a finding is an error.');
  });
});
