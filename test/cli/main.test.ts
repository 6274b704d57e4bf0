import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ProjectFolder } from './project-folder';
import type { Run } from './project-folder';

/** The command line as a process: loads real programs with the real library. */
let project: ProjectFolder;
afterEach(() => {
  project.remove();
});

const PLATFORM = `import { Platform } from 'altostratus';

interface Config {
  readonly environment: string;
  readonly domain?: string;
}

export default function shop({ environment, domain = 'example.com' }: Config): Platform {
  return new Platform({ name: 'shop', environment, domain });
}
`;

const inProject = (files: Record<string, string>) => (project = new ProjectFolder(files));
/** A project with one program that throws, or builds wrongly, by its body. */
const withBody = (body: string) =>
  inProject({ 'apps/shop.ts': `import { Cidr, Platform, Secret, UserError } from 'altostratus';\n${body}\n` });

describe('a program', () => {
  test('in TypeScript becomes files, the same ones each time', () => {
    inProject({ 'apps/shop.ts': PLATFORM });
    const first = project.run(['synth', 'shop']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^shop \(dev\)\n[\s\S]*^Files +dist +4 written, 0 unchanged$/m);
    expect(JSON.parse(project.read('dist/plan.json'))).toMatchObject({ platform: 'shop', domain: 'example.com' });
    expect(project.run(['synth', 'shop']).out).toMatch(/0 written, 4 unchanged/);
  });

  test('may be JavaScript of either kind, and a promise', () => {
    const body = "async ({ environment }) => new Platform({ name: 'shop', environment, domain: 'a.example' })";
    inProject({
      'apps/cjs.cjs': `const { Platform } = require('altostratus');\nmodule.exports = ${body};\n`,
      'apps/esm.mjs': `import { Platform } from 'altostratus';\nexport default ${body};\n`,
    });
    for (const app of ['cjs', 'esm']) expect(project.run(['check', app])).toMatchObject({ code: 0, err: '' });
  });

  test('that prints does not disturb the data', () => {
    withBody(
      `export default () => { console.log('hello'); return new Platform({ name: 'shop', environment: 'dev', domain: 'a.b' }); };`,
    );
    const { out, err } = project.run(['plan', '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ platform: 'shop' });
    expect(err).toContain('hello');
  });

  test('that leaves a timer running ends all the same', () => {
    withBody(
      `setInterval(() => undefined, 1e6); export default () => new Platform({ name: 'shop', environment: 'dev', domain: 'a.b' });`,
    );
    expect(project.run(['check']).code).toBe(0);
  });

  test('imports its own files and packages; its schema gives it the configuration', () => {
    inProject({
      'apps/shop.ts': `import { z } from 'zod';
import { make } from '../src/make';
export const config = z.strictObject({ environment: z.string(), domain: z.string(), size: z.int().default(3) });
export default (config: { domain: string; size: number }) => make(\`x\${config.size}.\${config.domain}\`);
`,
      'src/make.ts': `import { Platform } from 'altostratus';
export const make = (domain: string): Platform => new Platform({ name: 'shop', environment: 'dev', domain });
`,
      'stacks/Pulumi.dev.yaml': 'config:\n  shop:domain: corp.example\n',
    }).withPackages();
    expect(JSON.parse(project.run(['plan', '-o', 'json']).out)).toMatchObject({ domain: 'x3.corp.example' });
    expect(project.run(['check', '--set', 'size=many'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('"size" in the configuration is wrong') as string,
    });
  });

  test('loads nothing of Pulumi', () => {
    inProject({
      'apps/shop.ts': `import * as fs from 'node:fs';\n${PLATFORM}\nprocess.on('exit', () => fs.writeFileSync('loaded', Object.keys(require.cache).join('\\n')));\n`,
    });
    expect(project.run(['synth']).code).toBe(0);
    expect(project.read('loaded')).toContain('/lib/core/platform.js');
    expect(project.read('loaded')).not.toContain('@pulumi');
  });
});

describe('findings', () => {
  test('have the line and column of the TypeScript that made the construct', () => {
    withBody(`
interface Unused {
  readonly a: string;
}
export default function shop(config: { environment: string }): Platform {
  const platform = new Platform({ name: 'shop', ...config, domain: 'a.example' });
  const one: Secret = Secret.password(platform, 'same'); new Secret(platform, 'same', { kind: 'password', length: 8 }); void one;
  return platform;
}`);
    const line = project
      .read('apps/shop.ts')
      .split('\n')
      .findIndex((text) => text.includes('new Secret'));
    const column = project.read('apps/shop.ts').split('\n')[line]?.indexOf('new Secret') ?? 0;
    const { code, out } = project.run(['check', '-o', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      findings: [
        { rule: 'duplicate-id', path: 'same~2', source: { file: 'apps/shop.ts', line: line + 1, column: column + 1 } },
      ],
    });
    expect(project.run(['check']).out).toContain(`  apps/shop.ts:${line + 1}:${column + 1}\n`);
  });
});

describe('a program that is at fault', () => {
  const CASES: readonly (readonly [what: string, body: string, message: string, place?: string])[] = [
    ['is no TypeScript', 'export default function shop( {', 'apps/shop.ts is not TypeScript:', 'apps/shop.ts:'],
    [
      'throws',
      "export default () => { throw new RangeError('too far'); };",
      'apps/shop.ts threw RangeError: too far',
      'apps/shop.ts:2:30',
    ],
    [
      'throws while it is loaded',
      "throw new RangeError('too far');",
      'apps/shop.ts threw RangeError: too far',
      'apps/shop.ts:2:7',
    ],
    [
      'throws in a promise',
      "export default async () => { await null; throw new RangeError('too far'); };",
      'apps/shop.ts threw RangeError: too far',
      'apps/shop.ts:2:48',
    ],
    [
      'throws something odd',
      "export default () => { throw 'text'; };",
      'apps/shop.ts threw text, which is not an Error.',
    ],
    [
      'gives a value that is wrong at once',
      "export default () => { Cidr.parse('10.0.0.0'); };",
      '"10.0.0.0" has no prefix length.',
      'apps/shop.ts:2:',
    ],
    [
      'says itself what to do',
      "export default () => { throw new UserError('No.', 'Yes.'); };",
      'No.',
      'apps/shop.ts:2:',
    ],
    [
      'imports what is not there',
      "import './nowhere'; export default () => 1;",
      'apps/shop.ts imports "./nowhere", which was not found.',
      'apps/shop.ts:2:9',
    ],
    [
      'imports a package that is not installed',
      "import x from 'no-such-package'; export default () => x;",
      'imports "no-such-package"',
      'apps/shop.ts:2:16',
    ],
    [
      'exports no function',
      'export const shop = 1;',
      'shop.ts has no function as its default export.',
      'apps/shop.ts:1:1',
    ],
    [
      'exports its platform',
      "export default new Platform({ name: 'a', environment: 'b', domain: 'c' });",
      'but a Platform.',
      'apps/shop.ts:1:1',
    ],
    [
      'returns nothing',
      'export default () => undefined;',
      'shop.ts returned undefined instead of a Platform.',
      'apps/shop.ts:1:1',
    ],
    [
      'returns something else',
      'export default () => [];',
      'shop.ts returned a list instead of a Platform.',
      'apps/shop.ts:1:1',
    ],
  ];
  let runs: readonly Run[];
  beforeAll(() => {
    const header = "import { Cidr, Platform, UserError } from 'altostratus';\n";
    const files = CASES.map(([, body], n): [string, string] => [`apps/shop${n}.ts`, `${header}${body}\n`]);
    const folder = new ProjectFolder(Object.fromEntries(files));
    runs = folder.runAll(CASES.map((_, n) => ['check', `shop${n}`]));
    folder.remove();
  }, 60_000);

  test.each(CASES.map(([what], n): [string, number] => [what, n]))('because it %s is told in a sentence', (_, n) => {
    const [, , message, place = ''] = CASES[n] ?? ['', '', ''];
    const { code, out, err } = runs[n] ?? { code: null, out: '', err: '' };
    const shown = err.replaceAll(`shop${n}`, 'shop');
    expect([code, out]).toEqual([2, '']);
    expect(shown).toContain(message);
    expect(shown).toContain(place);
    expect(shown).not.toMatch(/node_modules|node:internal|^ +at /m);
    expect(shown).toMatch(/^ {2}-> /m);
  });

  test('shows its own calls and none of the library', () => {
    inProject({
      'apps/shop.ts': `import { deep } from '../src/deep';\nexport default () => {\n  deep();\n};\n`,
      'src/deep.ts': `export interface A {\n  a: string;\n}\nexport function deep() {\n  throw new Error('no');\n}\n`,
    });
    const { err } = project.run(['synth']);
    expect(err).toContain('  src/deep.ts:5:9\n');
    expect(err).toContain("    5 |   throw new Error('no');\n      |         ^\n");
    expect(err).toContain('  from apps/shop.ts:3:');
  });

  test('a call that the library cannot take is told as a bug that may be ours', () => {
    withBody('export default () => { new Platform(undefined as never); };');
    expect(project.run(['synth']).err).toContain(
      'It was thrown inside altostratus. Where `npx tsc --noEmit` finds nothing wrong with the call above, this is a bug',
    );
  });
});

describe('two copies of the library', () => {
  const copy = (index: string) => ({
    'node_modules/altostratus/package.json': '{ "name": "altostratus", "version": "0.0.1", "main": "index.js" }',
    'node_modules/altostratus/index.js': index,
  });

  test('one in the project and another one that runs are told before anything is loaded', () => {
    inProject({ 'apps/shop.ts': PLATFORM, ...copy("throw new Error('loaded');") });
    const { code, err } = project.run(['synth']);
    expect(code).toBe(2);
    expect(err).toContain('There are two copies of altostratus: this command is ');
    expect(err).toContain('npx altostratus');
  });

  test('a platform of another one is told', () => {
    withBody(
      'class Other { } Object.defineProperty(Other, "name", { value: "Platform" }); export default () => new Other();',
    );
    expect(project.run(['synth']).err).toContain('returned the Platform of another copy of altostratus.');
  });

  test('the project may have the very one that runs', () => {
    inProject({ 'apps/shop.ts': PLATFORM });
    fs.mkdirSync(path.join(project.root, 'node_modules'));
    fs.symlinkSync(path.resolve(__dirname, '../..'), path.join(project.root, 'node_modules/altostratus'));
    expect(project.run(['check'])).toMatchObject({ code: 0, err: '' });
  });
});

describe('the process', () => {
  test('keeps the output of the last good run', () => {
    inProject({ 'apps/shop.ts': PLATFORM });
    project.run(['synth']);
    const before = project.read('dist/plan.json');
    project.write('apps/shop.ts', 'export default () => 1;');
    expect(project.run(['synth']).code).toBe(2);
    expect(project.read('dist/plan.json')).toBe(before);
  });

  test('runs from a folder below, with paths as they are seen from there', () => {
    inProject({ 'apps/shop.ts': PLATFORM, 'package.json': '{ "altostratus": { "app": "apps/shop.ts" } }' });
    expect(project.run(['synth'], {}, 'apps').out).toMatch(/^Files +\.\.\/dist /m);
  });

  test('ends quietly where its reader has seen enough', () => {
    inProject({ 'apps/shop.ts': PLATFORM });
    const main = path.resolve(__dirname, '../../build/lib/cli/main.js');
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', `set -o pipefail; "${process.execPath}" "${main}" plan -o json | true`],
      {
        cwd: project.root,
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  test('completes in bash, and a name of a file is never run', () => {
    inProject({ 'apps/$(touch hacked).ts': '', 'apps/shop.ts': '' });
    const main = path.resolve(__dirname, '../../build/lib/cli/main.js');
    project.write('bin/altostratus', `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
    fs.chmodSync(path.join(project.root, 'bin/altostratus'), 0o755);
    const script = `source <(altostratus completion bash); COMP_WORDS=(altostratus check apps/); COMP_CWORD=2; _altostratus; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script], {
      cwd: project.root,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${project.root}/bin:${process.env['PATH'] ?? ''}` },
    });
    expect(stdout.split('\n').filter(Boolean)).toEqual(['apps/$(touch hacked).ts', 'apps/shop.ts']);
    expect(project.has('hacked')).toBe(false);
  });
});
