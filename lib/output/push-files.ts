import type { Plan } from '../plan/types';
import { pathPart } from './file-set';
import type { FileSet } from './file-set';
import { PUSH_SCRIPT } from './push-script';
import { sshTarget } from './ssh-script';

/** `sites/<site>/push.sh` and `push-hosts`, for sites whose hosts get their keys over SSH. */
export function addPushFiles(files: FileSet, { sites }: Plan): void {
  for (const { id, secrets, settings, machines } of sites) {
    if (secrets.kind !== 'push' || machines.length === 0) continue;
    const folder = `sites/${pathPart('site', id)}`;
    const rows = machines.map(({ name, address }) => `${name} ${sshTarget(settings, address)}\n`);
    files.add(`${folder}/push-hosts`, rows.join(''));
    files.add(`${folder}/push.sh`, PUSH_SCRIPT, 0o755);
  }
}
