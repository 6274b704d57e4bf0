import { promises as fs } from 'node:fs';
import type { Stats } from 'node:fs';
import * as path from 'node:path';
import type { OutputFile, OutputFiles } from './file-set';
import { forEachParallel } from './write-file';
import { hashOf } from './write-record';
import type { WriteRecord } from './write-record';

/** What an output folder holds, seen against what it should hold. Lists are in the order of the files. */
export interface Survey {
  /** Files of ours to write; `existed` where another content or mode stands there. */
  readonly changed: readonly { readonly path: string; readonly existed: boolean }[];
  readonly unchanged: readonly string[];
  /** Those of the changed ones that somebody edited after they were written. */
  readonly edited: readonly string[];
  /** Files of ours that no longer belong. */
  readonly stale: readonly string[];
  /** What stands in the way and is not ours, with what it is. */
  readonly foreign: readonly { readonly path: string; readonly kind: string }[];
}

type Verdict = 'absent' | 'differs' | 'edited' | 'same' | { readonly path: string; readonly kind: string };
type Kind = 'absent' | 'file' | 'folder' | 'symbolic link' | 'special file';

/** Looks without following symbolic links: what lies behind one is not in the folder. */
export async function survey(root: string, files: OutputFiles, record: WriteRecord): Promise<Survey> {
  const surveyor = new Surveyor(root, files, record);
  const verdicts = new Map<string, Verdict>();
  const present = new Set<string>();
  await forEachParallel(files, async ([file, wanted]) => {
    verdicts.set(file, await surveyor.judge(file, wanted));
  });
  const gone = [...record.keys()].filter((file) => !files.has(file));
  await forEachParallel(gone, async (file) => {
    if ((await surveyor.obstacle(file)) === undefined && (await surveyor.kind(file)) === 'file') present.add(file);
  });
  const paths = [...files.keys()];
  const having = (...wanted: Verdict[]) => paths.filter((file) => wanted.includes(verdicts.get(file) ?? 'absent'));
  const inTheWay = paths.map((file) => verdicts.get(file)).filter((verdict) => typeof verdict === 'object');
  return {
    changed: having('absent', 'differs', 'edited').map((file) => ({
      path: file,
      existed: verdicts.get(file) !== 'absent',
    })),
    unchanged: having('same'),
    edited: having('edited'),
    stale: gone.filter((file) => present.has(file)),
    foreign: [...new Map(inTheWay.map((one) => [one.path, one])).values()],
  };
}

class Surveyor {
  private readonly folders = new Map<string, Promise<Kind>>();

  public constructor(
    private readonly root: string,
    private readonly files: OutputFiles,
    private readonly record: WriteRecord,
  ) {}

  public async judge(file: string, wanted: OutputFile): Promise<Verdict> {
    const obstacle = await this.obstacle(file);
    if (obstacle !== undefined) return obstacle;
    const kind = await this.kind(file);
    if (kind === 'absent') return 'absent';
    if (kind === 'folder') return (await this.holdsForeign(file)) ? { path: file, kind } : 'absent';
    if (kind !== 'file') return { path: file, kind };
    const full = path.join(this.root, file);
    const content = await fs.readFile(full);
    const hash = this.record.get(file);
    if (content.equals(Buffer.from(wanted.content)))
      return isOpenTo(await fs.lstat(full), wanted.mode) ? 'same' : 'differs';
    if (hash === undefined) return { path: file, kind };
    return hash === hashOf(content) ? 'differs' : 'edited';
  }

  /** The first thing on the way to a file that is neither a folder nor a file of ours that goes away. */
  public async obstacle(file: string): Promise<{ path: string; kind: Kind } | undefined> {
    for (let end = file.indexOf('/'); end > 0; end = file.indexOf('/', end + 1)) {
      const folder = file.slice(0, end);
      let kind = this.folders.get(folder);
      if (kind === undefined) this.folders.set(folder, (kind = this.kind(folder)));
      const found = await kind;
      if (found === 'absent' || (found === 'file' && this.goesAway(folder))) return undefined;
      if (found !== 'folder') return { path: folder, kind: found };
    }
    return undefined;
  }

  public async kind(file: string): Promise<Kind> {
    try {
      const stats = await fs.lstat(path.join(this.root, file));
      if (stats.isFile()) return 'file';
      if (stats.isDirectory()) return 'folder';
      return stats.isSymbolicLink() ? 'symbolic link' : 'special file';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
      throw error;
    }
  }

  private goesAway(file: string): boolean {
    return this.record.has(file) && !this.files.has(file);
  }

  private async holdsForeign(folder: string): Promise<boolean> {
    const entries = await fs.readdir(path.join(this.root, folder), { withFileTypes: true });
    for (const entry of entries) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory() ? await this.holdsForeign(file) : !entry.isFile() || !this.goesAway(file)) return true;
    }
    return false;
  }
}

/** Whether a file is open to nobody that its mode does not name, and runs if it should; the umask may have closed more. */
function isOpenTo({ mode }: Stats, wanted: number): boolean {
  return process.platform === 'win32' || ((mode & 0o777 & ~wanted) === 0 && (mode & 0o700) === (wanted & 0o700));
}
