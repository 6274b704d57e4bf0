import { UserError } from '../core/finding';

/** A file to write: its content and its permissions, e.g. 0o644. */
export interface OutputFile {
  readonly content: string;
  readonly mode: number;
}

/** Files of one folder, by their path in it with `/`. */
export type OutputFiles = ReadonlyMap<string, OutputFile>;

/** What the writer keeps for itself begins with this. */
export const RESERVED = '.altostratus';

/**
 * Why a path cannot be one below the output folder on every system, or undefined where it can: no empty part, no `.` or `..`,
 * no control characters, no `\`, and nothing that the writer keeps for itself.
 */
export function pathFault(path: string): string | undefined {
  if (/[\u0000-\u001f\u007f\\]/.test(path)) return 'has a character that file names cannot have';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'would leave the output folder';
  if (parts[0]?.toLowerCase().startsWith(RESERVED)) return 'is kept for altostratus itself';
  return undefined;
}

/** The files of an output folder while they are gathered; refuses names that cannot be files or that stand in each other's way. */
export class FileSet {
  private readonly byPath = new Map<string, OutputFile>();
  /** Paths of files and of the folders that they are in, as a system that ignores case sees them. */
  private readonly taken = new Map<string, { readonly path: string; readonly folder: boolean }>();

  /**
   * Adds a file.
   * @param path parts of its path below the output folder; those before the last are single folder names
   * @throws UserError where the path is none or is taken
   */
  public add(path: string, content: string, mode = 0o644): void {
    const fault = pathFault(path);
    if (fault !== undefined)
      throw new UserError(
        `The output file "${path}" ${fault}.`,
        'Change the id or the host path that it is named after.',
      );
    this.take(path, path, false);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      this.take(path.slice(0, end), path, true);
    this.byPath.set(path, { content, mode });
  }

  public get files(): OutputFiles {
    return this.byPath;
  }

  private take(path: string, file: string, folder: boolean): void {
    const key = path.normalize('NFC').toLowerCase();
    const before = this.taken.get(key);
    if (before === undefined) this.taken.set(key, { path, folder });
    else if (!folder || !before.folder || before.path !== path)
      throw new UserError(
        before.path === path
          ? `Two output files want the name "${path}".`
          : `The output files "${before.path}" and "${file}" differ in upper and lower case only, so that many systems take them for one.`,
        'Give one of the two things that they are named after another id.',
      );
  }
}

/**
 * One part of a path, from an id.
 * @param what whose id it is, for the message: `machine`
 * @throws UserError where the id would be more than one part
 */
export function pathPart(what: string, id: string): string {
  if (id === '' || id.includes('/') || id.startsWith('.'))
    throw new UserError(
      `The ${what} "${id}" cannot be the name of an output file.`,
      'Give it an id of letters, digits and "-".',
    );
  return id;
}
