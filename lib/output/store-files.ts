import type { Plan } from '../plan/types';
import { pathPart } from './file-set';
import type { FileSet } from './file-set';
import { fillText } from './fill-secrets';
import type { SecretLookup } from './fill-secrets';

/** `stores/<site>/<name of entry>`: what the secret store of a site is to hold; files with secrets only with their values. */
export function addStoreFiles(files: FileSet, { sites }: Plan, lookup?: SecretLookup): void {
  for (const { id, secrets } of sites) {
    if (secrets.kind !== 'store') continue;
    const folder = `stores/${pathPart('site', id)}`;
    for (const { kind, name, content } of secrets.entries)
      if (kind === 'boot') files.add(`${folder}/${name}`, content, 0o644);
      else if (lookup !== undefined) files.add(`${folder}/${name}`, fillText(content, lookup), 0o600);
  }
}
