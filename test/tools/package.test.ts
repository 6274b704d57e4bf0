import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWith, run, temporaryFolder } from './programs';

const ROOT = path.join(__dirname, '../..');

/** The program of the README, as somebody copies it. */
function readmeProgram(): string {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  return /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
}

describeWith(['npm', 'npx'], 'the published package', () => {
  const folder = temporaryFolder();
  const npm = (args: readonly string[], cwd: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let tarball: string;

  beforeAll(() => {
    npm(['run', '-s', 'build'], ROOT);
    const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT)) as [
      { filename: string },
    ];
    tarball = path.join(folder, packed.filename);
  });

  it('has what it names, and nothing else', () => {
    const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
    const foreign = files.filter(
      (file) => !/^package\/(build\/lib\/|docs\/schema\/|package\.json|README\.md|LICENSE|CHANGELOG\.md)/.test(file),
    );
    expect(foreign).toEqual([]);
    expect(files).toContain('package/build/lib/index.d.ts');
    expect(files).toContain('package/docs/schema/plan.schema.json');
  });

  it('is found right by publint', () => {
    expect(run(path.join(ROOT, 'node_modules/.bin/publint'), ['run', tarball, '--strict'])).toContain('All good');
  });

  it('runs the program of the README in an empty folder', () => {
    const home = path.join(folder, 'home');
    fs.mkdirSync(home);
    npm(['install', '--no-audit', '--no-fund', tarball, 'cdk8s', 'constructs'], home);
    fs.writeFileSync(path.join(home, 'platform.ts'), readmeProgram());
    const said = run('npx', ['altostratus', 'synth', 'platform.ts', '--no-frozen'], { cwd: home });
    expect(said).toMatch(/no findings/);
    expect(fs.readdirSync(path.join(home, 'dist')).sort()).toEqual(
      expect.arrayContaining(['clusters', 'hosts', 'plan.json']),
    );
    // Pulumi is for those who use it.
    expect(fs.existsSync(path.join(home, 'node_modules/@pulumi'))).toBe(false);
  });
});
