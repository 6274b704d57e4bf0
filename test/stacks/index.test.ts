import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import type * as Stack from '../../stacks/index';
import { ENVIRONMENTS } from '../apps/settings';

const ROOT = path.join(__dirname, '../..');
const read = (file: string) => parse(fs.readFileSync(path.join(ROOT, file), 'utf8')) as Record<string, unknown>;

/** What `pulumi` hands to a program: every value as text. */
async function select(stack: string, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  const pulumi = await import('@pulumi/pulumi');
  const config = read(`stacks/Pulumi.${stack}.yaml`).config as Record<string, unknown>;
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig({ ...Object.fromEntries(texts), ...changes } as Record<string, string>);
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
      call: ({ inputs }) => inputs as object,
    },
    'enterprise',
    stack,
  );
}

const program = async () => jest.requireActual<typeof Stack>('../../stacks/index');

beforeEach(() => {
  jest.resetModules();
});

describe('the Pulumi program', () => {
  it.each(ENVIRONMENTS)('makes the platform of %s from its settings', async (stack) => {
    const { domain } = Object.fromEntries(
      Object.entries(read(`stacks/Pulumi.${stack}.yaml`).config as object).map(([key, value]) => [
        key.replace('enterprise:', ''),
        value as string,
      ]),
    );
    await select(stack);
    expect((await program()).endpoints).toEqual({ main: `https://api.main.${String(domain)}:8443` });
  });

  it('refuses a key that it does not know, and says which', async () => {
    await select('dev', { 'enterprise:domian': 'x' });
    await expect(program()).rejects.toThrow(/domian/);
  });

  it('declares every setting that the environments have, and no other', () => {
    const declared = Object.keys(read('Pulumi.yaml').config as object).sort();
    for (const stack of ENVIRONMENTS)
      expect(
        Object.keys(read(`stacks/Pulumi.${stack}.yaml`).config as object)
          .map((key) => key.replace('enterprise:', ''))
          .sort(),
      ).toEqual(declared);
  });
});
