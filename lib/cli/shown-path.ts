import * as path from 'node:path';
import type { SourcePosition } from '../core/source';

/** A file as the user would name it: relative to the folder that the command runs in. */
export function shownPath(cwd: string, file: string): string {
  return path.relative(cwd, file) || '.';
}

/** `apps/platform.ts:14:19`, which editors and terminals make a link of. */
export function shownPosition(cwd: string, { file, line, column }: SourcePosition): string {
  return `${shownPath(cwd, file)}:${line}:${column}`;
}
