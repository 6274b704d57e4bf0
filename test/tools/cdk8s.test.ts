import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWith, run, temporaryFolder } from './programs';

const ROOT = path.join(__dirname, '../..');

/** Manifests below a folder, by their path in it. */
function manifestsIn(folder: string): Map<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return new Map(names.sort().map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

describeWith(['npx'], 'cdk8s synth', () => {
  const folder = temporaryFolder();

  it('gives the same manifests as altostratus synth', () => {
    execFileSync('npm', ['run', '-s', 'build'], { cwd: ROOT });
    const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
    run(process.execPath, ['build/lib/cli/main.js', 'synth', '--out', ours], { cwd: ROOT });
    run('npx', ['cdk8s', 'synth', '--output', theirs, '--check-upgrade', 'false'], { cwd: ROOT });
    expect(manifestsIn(theirs)).toEqual(manifestsIn(ours));
    expect(manifestsIn(ours).size).toBeGreaterThan(20);
  });
});
