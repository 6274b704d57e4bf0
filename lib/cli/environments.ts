import * as fs from 'node:fs';
import * as path from 'node:path';

/** The environments that have a file, by a path with `{environment}` in its last part; sorted. */
export function environmentsOf(template: string): string[] {
  const [before, after] = path.basename(template).split('{environment}');
  if (before === undefined || after === undefined) return [];
  try {
    return fs
      .readdirSync(path.dirname(template))
      .filter((file) => file.startsWith(before) && file.endsWith(after) && file.length > before.length + after.length)
      .map((file) => file.slice(before.length, file.length - after.length))
      .sort();
  } catch {
    return []; // no such folder: no environments
  }
}
