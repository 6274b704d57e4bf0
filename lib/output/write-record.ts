import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { UserError } from '../core/finding';
import { FORMAT_VERSION, jsonText } from './documents';
import { pathFault } from './file-set';
import { readIfThere } from './write-file';

/** Name of the record in the output folder. */
export const RECORD = '.altostratus.json';

/** Which files of an output folder are ours: SHA-256 of what was written, by path. */
export type WriteRecord = ReadonlyMap<string, string>;

export function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function recordText(record: WriteRecord): string {
  const files = Object.fromEntries([...record].sort(([a], [b]) => (a < b ? -1 : 1)));
  return jsonText({ format_version: FORMAT_VERSION, files });
}

/**
 * The record of an output folder; empty where there is none.
 * @param shown the folder's name, for messages
 * @throws UserError where it is damaged, because then nobody knows what may be overwritten
 */
export async function readRecord(root: string, shown: string): Promise<WriteRecord> {
  const text = await readIfThere(path.join(root, RECORD));
  if (text === undefined) return new Map();
  const files = parseFiles(text);
  if (files === undefined)
    throw new UserError(
      `${shown}/${RECORD}, the record of what was written there, is damaged.`,
      `Look whether ${shown} holds anything of your own, delete the folder and run it again.`,
    );
  return files;
}

function parseFiles(text: string): WriteRecord | undefined {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (typeof files !== 'object' || files === null) return undefined;
    const entries = Object.entries(files);
    const sound = entries.every(([file, hash]) => pathFault(file) === undefined && typeof hash === 'string');
    return sound ? new Map(entries as [string, string][]) : undefined;
  } catch {
    return undefined;
  }
}
