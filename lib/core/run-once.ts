/** There once the program has succeeded; a new instance of the same disk has another folder. */
const DONE = '/var/lib/cloud/instance/altostratus-done';

/** Marks that a module has been run, made before it is run (cloudinit/helpers.py, FileSemaphores). */
const MARKS = ['write_files', 'write_files_deferred', 'runcmd', 'scripts_user']
  .map((name) => `/var/lib/cloud/instance/sem/config_${name}`)
  .join(' ');

/**
 * The part of a `#cloud-config` that runs a program until it succeeds once. cloud-init by itself runs commands once, also where
 * the power went in the middle of them; so, at every boot before anything else, what it believes to have done is taken back
 * while the program has not succeeded.
 */
export function runUntilDone(program: string): Record<string, readonly (readonly string[])[]> {
  return {
    bootcmd: [['sh', '-c', `test -e ${DONE} || rm -f ${MARKS}`]],
    runcmd: [['sh', '-c', `${program} && touch ${DONE}`]],
  };
}
