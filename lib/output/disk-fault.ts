import { UserError } from '../core/finding';

const SENTENCES: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['there is no space left on its disk', 'Make space, or name a folder on another disk.'],
  EDQUOT: ['the quota of its disk is used up', 'Make space, or name a folder on another disk.'],
  EROFS: ['its file system is read-only', 'Name a folder that can be written.'],
  EACCES: ['there is no permission to', 'Change the owner or the permissions, or name another folder.'],
  EPERM: ['there is no permission to', 'Change the owner or the permissions, or name another folder.'],
  ENOTDIR: ['a file stands where a folder should be', 'Move that file away, or name another folder.'],
  EEXIST: ['a file stands where a folder should be', 'Move that file away, or name another folder.'],
  EISDIR: ['a folder stands where a file should be', 'Move that folder away, or name another one.'],
  ENAMETOOLONG: ['a name in it is longer than the file system takes', 'Shorten the id that the file is named after.'],
  ELOOP: ['symbolic links in it lead in a circle', 'Remove the links, or name another folder.'],
  EMFILE: ['too many files are open', 'Raise the limit (`ulimit -n`) and run it again.'],
  ENFILE: ['too many files are open on this machine', 'Close some programs and run it again.'],
  EIO: ['its disk reports a fault', 'Check the disk, or name a folder on another one.'],
};

/**
 * A fault of the file system as one sentence; anything else as it is.
 * @param what what was written or read, e.g. `The output folder dist`
 * @param action what was done to it: `written`, `read`
 */
export function diskFault(error: unknown, what: string, action: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (error instanceof UserError || typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error;
  const [reason, remedy] = SENTENCES[code] ?? [`the system says ${code}`, 'Mend that and run it again.'];
  return new UserError(`${what} could not be ${action}: ${reason}.`, remedy);
}
