import { z } from 'zod';
import { applySchema, isStandardSchema } from '../../lib/cli/config-schema';
import { settle } from '../../lib/cli/settings';
import type { Flags } from '../../lib/cli/settings';
import { readStackConfig } from '../../lib/cli/stack-config';
import { faultsOf } from '../../lib/cli/user-faults';
import { capturedHost } from './captured';
import { ProjectFolder } from './project-folder';

let project: ProjectFolder;
beforeEach(() => (project = new ProjectFolder({ 'Pulumi.yaml': 'name: shop\n' })));
afterEach(() => project.remove());

const config = (flags: Flags = {}) => readStackConfig(settle(flags, capturedHost(project.root)));
const stack = (text: string) => project.write('stacks/Pulumi.dev.yaml', text);
const faults = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    return (faultsOf(error) ?? []).map(({ message, source }) => ({
      message,
      at: source && `${source.line}:${source.column}`,
    }));
  }
  throw new Error('nothing was thrown');
};

describe('readStackConfig', () => {
  test('takes the keys of its project, of any shape, and adds the environment', () => {
    stack(
      'encryptionsalt: x\nconfig:\n  shop:domain: example.com\n  shop:size:\n    cpu: 8\n  plain: [1, two]\n  aws:region: eu-1\n',
    );
    expect(config().values).toEqual({ domain: 'example.com', size: { cpu: 8 }, plain: [1, 'two'], environment: 'dev' });
  });

  test('without Pulumi.yaml the prefix is the name of the package, without its scope', () => {
    project.write('package.json', '{ "name": "@corp/platform" }');
    project.write('Pulumi.yaml', 'runtime: nodejs\n');
    stack('config:\n  platform:domain: a\n  shop:domain: b\n');
    expect(config().values).toEqual({ domain: 'a', environment: 'dev' });
  });

  test.each(['', 'config:\n', '# nothing\n'])('a file of %j says nothing', (text) => {
    stack(text);
    expect(config().values).toEqual({ environment: 'dev' });
  });

  test('--set goes over the file, into maps too, with values as YAML has them', () => {
    stack('config:\n  shop:domain: a\n  shop:size: { cpu: 8, memory: 16 }\n');
    const set = [
      'domain=b=c',
      'size.cpu=4',
      'new.deep=true',
      'list=[a, 1]',
      'empty=',
      'odd=*x',
      '__proto__.polluted=1',
    ];
    const { values } = config({ set });
    expect(values).toMatchObject({
      domain: 'b=c',
      size: { cpu: 4, memory: 16 },
      new: { deep: true },
      list: ['a', 1],
      empty: '',
      odd: '*x',
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each(['domain', '=x', 'a..b=1'])('--set %s is refused', async (text) => {
    expect(await faults(() => config({ set: [text] }))).toEqual([
      { message: `--set "${text}" is not key=value.`, at: undefined },
    ]);
  });

  test('what is no YAML is shown with its line', async () => {
    stack('config:\n  shop:a: "x\n');
    const [fault] = await faults(config);
    expect(fault?.message).toMatch(/^Pulumi\.dev\.yaml is not YAML: /);
    expect(fault?.at).toMatch(/^[23]:/);
  });

  test('a key twice is shown with its line', async () => {
    stack('config:\n  shop:a: 1\n  shop:a: 2\n');
    expect(await faults(config)).toEqual([
      { message: 'Pulumi.dev.yaml is not YAML: Map keys must be unique.', at: '3:3' },
    ]);
  });

  test('encrypted values and another environment are named together, each with its line', async () => {
    stack(
      'config:\n  shop:password:\n    secure: AAAB\n  shop:db:\n    login: { secure: AAAC }\n  shop:environment: prod\n',
    );
    expect(await faults(config)).toEqual([
      { message: 'The value of "password" is encrypted, which only Pulumi can read.', at: '2:3' },
      { message: 'The value of "db" is encrypted, which only Pulumi can read.', at: '4:3' },
      { message: '"environment" is "prod" here, but this run is for "dev".', at: '6:3' },
    ]);
  });

  test('a list instead of a map is shown with its line', async () => {
    stack('config:\n  - a\n');
    expect(await faults(config)).toEqual([{ message: '"config" in Pulumi.dev.yaml is not a map.', at: '2:3' }]);
  });

  test('no file is no fault, unless it was named or others of its kind are there', async () => {
    expect(config().values).toEqual({ environment: 'dev' });
    expect((await faults(() => config({ config: 'no.yaml' })))[0]?.message).toMatch(/no\.yaml does not exist\.$/);
    stack('');
    expect((await faults(() => config({ environment: 'prd' })))[0]?.message).toMatch(
      /^There is no environment "prd": /,
    );
  });
});

describe('applySchema', () => {
  const schema = z.strictObject({
    environment: z.enum(['dev', 'prod']),
    domain: z.string(),
    days: z.int().default(14),
    network: z.object({ cidr: z.string(), zones: z.array(z.string()) }).optional(),
  });

  test('gives what the schema makes of the values', async () => {
    stack('config:\n  shop:domain: example.com\n');
    expect(await applySchema(schema, config())).toEqual({ environment: 'dev', domain: 'example.com', days: 14 });
  });

  test('names all faults at once, each with its line in the file', async () => {
    stack(
      'config:\n  shop:domian: a\n  shop:days: many\n  shop:network:\n    cidr: 10\n    zones:\n      - a\n      - 2\n',
    );
    expect(await faults(() => applySchema(schema, config()))).toEqual([
      { message: '"domain" is missing in the configuration.', at: '1:1' },
      { message: expect.stringMatching(/^"days" in the configuration is wrong: .*number/) as string, at: '3:3' },
      { message: expect.stringMatching(/^"network\.cidr" in the configuration is wrong/) as string, at: '5:5' },
      { message: expect.stringMatching(/^"network\.zones\.1" in the configuration is wrong/) as string, at: '8:9' },
      { message: 'The configuration has a key "domian" that the program does not know.', at: '2:3' },
    ]);
  });

  test('a value missing inside a map is looked for at the map', async () => {
    stack('config:\n  shop:domain: a\n  shop:network:\n    zones: []\n');
    expect(await faults(() => applySchema(schema, config()))).toEqual([
      { message: '"network.cidr" is missing in the configuration.', at: '3:3' },
    ]);
  });

  test('a fault of --set has no line', async () => {
    stack('config:\n  shop:domain: a\n');
    expect(await faults(() => applySchema(schema, config({ set: ['domain=3'] })))).toEqual([
      { message: expect.stringContaining('"domain" in the configuration is wrong') as string, at: undefined },
    ]);
  });

  test('says that the file is missing where it is', async () => {
    expect(await faults(() => applySchema(schema, config()))).toEqual([
      { message: '"domain" is missing in the configuration: there is no Pulumi.dev.yaml.', at: undefined },
    ]);
  });

  test('knows a schema from what is none', () => {
    expect(isStandardSchema(schema)).toBe(true);
    for (const other of [
      undefined,
      null,
      1,
      {},
      { '~standard': {} },
      { '~standard': { version: 2, validate: () => 1 } },
    ])
      expect(isStandardSchema(other)).toBe(false);
  });
});
