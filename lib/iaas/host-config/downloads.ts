import { line } from './encode';
import type { FetchedFile, HostDownload } from './model';

/** What fetches and unpacks. Debian's small images lack the first, RHEL's the others. */
export const DOWNLOAD_PACKAGES: readonly string[] = ['ca-certificates', 'curl', 'gzip', 'tar'];

/** A download as the files that it comes to. */
export function fetchedFiles({ url, sha256, path, mode = '0755', from, readBy = [] }: HostDownload): FetchedFile[] {
  const common = { mode, url, sha256: sha256.toLowerCase(), readBy };
  if (from === undefined) return [{ ...common, path, member: undefined }];
  return from.map((member) => ({ ...common, path: `${path}/${baseName(member)}`, member }));
}

/** The list that ACTIVATE reads: a line for each file, its fields separated by tabs. A member of `-` is the file itself. */
export function downloadTable(files: readonly FetchedFile[]): string {
  const rows = files.map(({ sha256, mode, path, url, member = '-' }) => [sha256, mode, path, url, member]);
  return rows.map((row) => `${row.map(field).join('\t')}\n`).join('');
}

/** One field: no tab and no line break is in it, and it is never empty, which would shift the others. */
function field(text: string): string {
  return line(text) || '-';
}

function baseName(member: string): string {
  return member.slice(member.lastIndexOf('/') + 1);
}
