import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const MAIN = path.join(ROOT, 'build/lib/cli/main.js');

/** Wall-clock seconds of a run of the command line, median of several. */
export interface ColdStart {
  /** `altostratus synth` of the program in package.json, into an empty folder. */
  readonly total: number;
  /** The same Node loading the same modules and doing nothing. */
  readonly loading: number;
  readonly modules: number;
  /** Modules of Pulumi among them. */
  readonly pulumi: readonly string[];
}

/** @throws Error with what was printed, where the command failed */
export function measureColdStart(runs: number): ColdStart {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-cold-'));
  try {
    // Not measured: the first run transpiles the program, for which it loads a compiler that later runs do not; the second
    // says which modules there are to load.
    time([MAIN, ...synthArguments(folder, 'dist')]);
    const modules = loadedModules(folder);
    const list = path.join(folder, 'load.json');
    fs.writeFileSync(list, JSON.stringify(modules));
    const total: number[] = [];
    const loading: number[] = [];
    for (let n = 0; n < runs; n++) {
      total.push(time([MAIN, ...synthArguments(folder, `dist-${n}`)]));
      loading.push(time(['-e', `for (const file of require(${JSON.stringify(list)})) require(file)`]));
    }
    const pulumi = modules.filter((file) => file.includes(`${path.sep}@pulumi${path.sep}`));
    return { total: median(total), loading: median(loading), modules: modules.length, pulumi };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function loadedModules(folder: string): readonly string[] {
  const list = path.join(folder, 'loaded.json');
  const preload = path.join(__dirname, 'loaded-modules.js');
  time(['--require', preload, MAIN, ...synthArguments(folder, 'dist')], { BENCH_LOADED_MODULES: list });
  const loaded = JSON.parse(fs.readFileSync(list, 'utf8')) as string[];
  // The program itself is work to do: it is transpiled, and what it calls is not a matter of loading.
  return loaded.filter((file) => file !== preload && file !== MAIN && !/\.[cm]?ts$/.test(file));
}

/** Nothing of the repository is written: files and ledger go to a folder of their own. */
function synthArguments(folder: string, out: string): readonly string[] {
  const ledger = path.join(folder, '{platform}.json');
  return ['synth', '--no-frozen', '--ledger', ledger, '--out', path.join(folder, out)];
}

/** Wall-clock seconds of a process from its start to its end. */
function time(args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(status)}:\n${stdout}${stderr}`);
  return seconds;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
