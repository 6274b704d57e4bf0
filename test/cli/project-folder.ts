import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const MAIN = path.join(ROOT, 'build/lib/cli/main.js');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A user's project in a folder of its own, with the built command line to run in it. */
export class ProjectFolder {
  public readonly root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-')));

  public constructor(files: Readonly<Record<string, string>> = {}) {
    this.write('package.json', '{ "name": "shop" }');
    for (const [file, content] of Object.entries(files)) this.write(file, content);
  }

  public write(file: string, content: string): string {
    const full = path.join(this.root, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, content);
    return full;
  }

  public read(file: string): string {
    return fs.readFileSync(path.join(this.root, file), 'utf8');
  }

  public has(file: string): boolean {
    return fs.existsSync(path.join(this.root, file));
  }

  /** Makes the packages of this repository importable. */
  public withPackages(): this {
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.root, 'node_modules'));
    return this;
  }

  /** Runs the built command line as a shell would. The environment holds nothing but what is given. */
  public run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = '.'): Run {
    if (!fs.existsSync(MAIN)) throw new Error('The command line is not built: run `npx tsc -p tsconfig.json` first.');
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: path.join(this.root, cwd),
      env: { PATH: process.env['PATH'], HOME: this.root, ...env },
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  }

  /** Runs several command lines one after the other in one process, which is as many times as fast. */
  public runAll(lines: readonly (readonly string[])[]): readonly Run[] {
    const script = `
      const { main } = require(${JSON.stringify(path.join(path.dirname(MAIN), 'program.js'))});
      const keep = () => { let text = ''; return { write: (more) => { text += more; }, read: () => text }; };
      (async () => {
        const runs = [];
        for (const line of ${JSON.stringify(lines)}) {
          const [stdout, stderr] = [keep(), keep()];
          const code = await main(line, { cwd: process.cwd(), env: {}, stdout, stderr, now: new Date() });
          runs.push({ code, out: stdout.read(), err: stderr.read() });
        }
        require('node:fs').writeFileSync('runs.json', JSON.stringify(runs));
      })();`;
    const { stderr } = spawnSync(process.execPath, ['-e', script], { cwd: this.root, encoding: 'utf8' });
    if (!this.has('runs.json')) throw new Error(stderr);
    return JSON.parse(this.read('runs.json')) as readonly Run[];
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}
