import * as path from 'node:path';
import { settle } from '../../lib/cli/settings';
import type { Flags } from '../../lib/cli/settings';
import { capturedHost } from './captured';
import { ProjectFolder } from './project-folder';

let project: ProjectFolder;
beforeEach(() => (project = new ProjectFolder()));
afterEach(() => project.remove());

const settled = (flags: Flags = {}, env: Record<string, string> = {}, cwd = '.') =>
  settle(flags, capturedHost(path.join(project.root, cwd), env));
const file = (name: string) => path.join(project.root, name);

describe('settle', () => {
  test('has defaults for everything but the program', () => {
    expect(settled()).toEqual({
      project: { root: project.root, name: 'shop', settings: {} },
      environment: 'dev',
      config: { value: file('stacks/Pulumi.dev.yaml'), explicit: false },
      ledger: { value: file('stacks/{platform}.dev.ledger.json'), explicit: false },
      out: file('dist'),
      set: [],
      frozen: false,
      secrets: false,
      today: '2026-03-01',
    });
  });

  test.each<[string, Flags, Record<string, string>, string]>([
    ['the project over the default', {}, {}, 'project'],
    ['the variable over the project', {}, { ALTOSTRATUS_ENVIRONMENT: 'variable' }, 'variable'],
    ['the option over the variable', { environment: 'option' }, { ALTOSTRATUS_ENVIRONMENT: 'variable' }, 'option'],
    ['not an empty variable', {}, { ALTOSTRATUS_ENVIRONMENT: '' }, 'project'],
  ])('takes %s', (_, flags, env, environment) => {
    project.write('package.json', '{ "altostratus": { "environment": "project" } }');
    expect(settled(flags, env).environment).toBe(environment);
  });

  test('paths of the project are relative to it, paths of this run to where it runs', () => {
    project.write(
      'package.json',
      '{ "altostratus": { "config": "conf/{environment}.yaml", "out": "out/{environment}" } }',
    );
    project.write('sub/keep', '');
    const { config, ledger, out } = settled({ environment: 'prod', ledger: 'my.json' }, {}, 'sub');
    expect([config.value, ledger.value, out]).toEqual([file('conf/prod.yaml'), file('sub/my.json'), file('out/prod')]);
    expect([config.explicit, ledger.explicit]).toEqual([false, true]);
  });

  test('goes where cdk8s says, unless an option says otherwise', () => {
    const env = { CDK8S_OUTDIR: '/tmp/cdk8s', ALTOSTRATUS_OUT: '/tmp/own' };
    expect(settled({}, env).out).toBe('/tmp/cdk8s');
    expect(settled({ out: '/tmp/option' }, env).out).toBe('/tmp/option');
    expect(settled({}, { ALTOSTRATUS_OUT: '/tmp/own' }).out).toBe('/tmp/own');
  });

  test.each<[Flags, Record<string, string>, boolean]>([
    [{}, { CI: 'true' }, true],
    [{}, { CI: '1' }, true],
    [{}, { CI: 'false' }, false],
    [{}, { CI: '' }, false],
    [{}, { CI: '1', ALTOSTRATUS_FROZEN: '0' }, false],
    [{ frozen: false }, { CI: '1' }, false],
    [{ frozen: true }, {}, true],
  ])('with %j and %j the ledger is frozen: %s', (flags, env, frozen) => {
    expect(settled(flags, env).frozen).toBe(frozen);
  });

  test.each<[string, Flags]>([
    ['an environment that leaves the folder', { environment: '../prod' }],
    ['a day that is none', { today: '2026-02-30' }],
    ['a day in another form', { today: '1.3.2026' }],
  ])('refuses %s', (_, flags) => {
    expect(() => settled(flags)).toThrow(expect.objectContaining({ name: 'UserError' }) as Error);
  });
});

describe('the project in package.json', () => {
  test('is found from a folder below', () => {
    project.write('a/b/keep', '');
    expect(settled({}, {}, 'a/b').project.root).toBe(project.root);
  });

  test.each([
    ['{ "altostratus": { "enviroment": "x" } }', 'There is no setting "enviroment" of altostratus in package.json.', 1],
    [
      '{\n  "altostratus": {\n    "app": 3\n  }\n}',
      'The setting "app" of altostratus in package.json is not a text.',
      3,
    ],
    ['{ "altostratus": [] }', `is not a map of settings.`, 1],
    ['{', 'could not be read', 1],
  ])('%s is refused with its line', (text, message, line) => {
    const full = project.write('package.json', text);
    expect(() => settled()).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringContaining(message) as string,
        source: expect.objectContaining({ file: full, line }) as object,
      }) as Error,
    );
  });

  test('names the setting that was probably meant', () => {
    project.write('package.json', '{ "altostratus": { "enviroment": "x" } }');
    expect(() => settled()).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('Did you mean "environment"?') as string }) as Error,
    );
  });
});
