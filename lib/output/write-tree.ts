import { promises as fs } from 'node:fs';
import * as path from 'node:path';
import { UserError } from '../core/finding';
import { diskFault } from './disk-fault';
import { exclusively } from './exclusive';
import type { OutputFiles } from './file-set';
import { survey } from './survey';
import type { Survey } from './survey';
import { forEachParallel, writeNew } from './write-file';
import { RECORD, hashOf, readRecord, recordText } from './write-record';
import type { WriteRecord } from './write-record';

/** What was done, as paths below the folder, in order. */
export interface WriteSummary {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Those of the written ones that had been edited by hand since the last run. */
  readonly restored: readonly string[];
}

const STAGE = '.altostratus-tmp';
const LOCK = '.altostratus-lock';

/**
 * Makes a folder hold exactly these files of ours, and leaves whatever else is in it alone.
 *
 * 1. Everything that changes is written and synced beside, in `.altostratus-tmp/`. A full disk or a missing permission is met
 *    here, where nothing has been touched.
 * 2. The record `.altostratus.json` is replaced by one that names the old files and the new ones.
 * 3. Files that no longer belong move to the stage, new ones move to their places: one rename each. A fault here is undone.
 * 4. The record is replaced by one that names the new files.
 *
 * A crash in 1 leaves the earlier output; a crash in 2 to 4 leaves a mixture of old and new files, each of them whole. Because
 * the record of step 2 knows them all as ours, the next run mends that, and it takes over the lock of the one that died.
 *
 * @throws UserError where something of somebody else stands in the way, or the folder cannot be written
 */
export async function writeTree(folder: string, files: OutputFiles): Promise<WriteSummary> {
  const shown = path.relative(process.cwd(), folder) || folder;
  let made: string | undefined;
  try {
    made = await fs.mkdir(folder, { recursive: true });
    const root = await fs.realpath(folder);
    return await exclusively(path.join(root, LOCK), shown, () => write(root, shown, files));
  } catch (error) {
    if (made !== undefined) await fs.rmdir(folder).catch(() => undefined);
    throw diskFault(error, `The output folder ${shown}`, 'written');
  }
}

async function write(root: string, shown: string, files: OutputFiles): Promise<WriteSummary> {
  const stage = path.join(root, STAGE);
  await fs.rm(stage, { recursive: true, force: true });
  const before = await readRecord(root, shown);
  const found = await survey(root, files, before);
  refuseForeign(found, shown);
  const after: WriteRecord = new Map([...files].map(([file, { content }]) => [file, hashOf(content)]));
  if (found.changed.length > 0 || found.stale.length > 0 || recordText(before) !== recordText(after))
    await change(root, stage, files, found, { before, after });
  return {
    written: found.changed.map((one) => one.path),
    unchanged: found.unchanged,
    removed: found.stale,
    restored: found.edited,
  };
}

function refuseForeign({ foreign: [first, ...rest] }: Survey, shown: string): void {
  if (first === undefined) return;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  throw new UserError(
    `${shown}/${first.path}${more} is a ${first.kind} that altostratus did not write and will not overwrite.`,
    'Move it away or delete it, or name another folder with --out.',
  );
}

async function change(
  root: string,
  stage: string,
  files: OutputFiles,
  { changed, stale }: Survey,
  { before, after }: { readonly before: WriteRecord; readonly after: WriteRecord },
): Promise<void> {
  const record = path.join(root, RECORD);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    await fs.mkdir(path.join(stage, 'new'), { recursive: true });
    await fs.mkdir(path.join(stage, 'old'));
    await forEachParallel(changed.entries(), async ([n, one]) => {
      const file = files.get(one.path);
      if (file !== undefined) await writeNew(path.join(stage, 'new', String(n)), file.content, file.mode);
    });
    const records = { before, between: new Map([...before, ...after]), after };
    for (const [name, content] of Object.entries(records))
      await writeNew(path.join(stage, name), recordText(content), 0o644);
    await fs.rename(path.join(stage, 'between'), record);
    undo.push(() => (before.size === 0 ? fs.rm(record) : fs.rename(path.join(stage, 'before'), record)));
    for (const [n, file] of stale.entries()) {
      const [place, kept] = [path.join(root, file), path.join(stage, 'old', `stale-${n}`)];
      await fs.rename(place, kept);
      undo.push(() => fs.mkdir(path.dirname(place), { recursive: true }).then(() => fs.rename(kept, place)));
    }
    await removeEmptyFolders(root, stale);
    for (const [n, { path: file, existed }] of changed.entries()) {
      const [place, kept] = [path.join(root, file), path.join(stage, 'old', String(n))];
      if (existed) await fs.link(place, kept).catch(() => fs.copyFile(place, kept));
      else await fs.mkdir(path.dirname(place), { recursive: true });
      await fs.rename(path.join(stage, 'new', String(n)), place);
      undo.push(() => (existed ? fs.rename(kept, place) : fs.rm(place)));
    }
    await fs.rename(path.join(stage, 'after'), record);
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined); // what cannot be undone, the next run mends
    await removeEmptyFolders(
      root,
      changed.map((one) => one.path),
    );
    throw error;
  } finally {
    await fs.rm(stage, { recursive: true, force: true });
  }
}

/** Removes the folders that these files were in, and the folders around those, where nothing is left in them. */
async function removeEmptyFolders(root: string, files: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const file of files)
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1))
      folders.add(file.slice(0, end));
  for (const folder of [...folders].sort((a, b) => b.length - a.length))
    await fs.rmdir(path.join(root, folder)).catch(() => undefined);
}
