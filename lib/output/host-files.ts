import { packedUserData } from '../core/packed-user-data';
import type { BootPlan, Plan } from '../plan/types';
import { pathPart } from './file-set';
import type { FileSet } from './file-set';
import { fillText } from './fill-secrets';
import type { SecretLookup } from './fill-secrets';

/** `hosts/<machine>/` and `pools/<pool>/`: what each host gets at first boot, and copies of its files for review. */
export function addHostFiles(files: FileSet, { sites }: Plan, lookup?: SecretLookup): void {
  const machines = sites.flatMap((site) => site.machines.map(({ name, boot }) => ({ name, boot })));
  const pools = sites.flatMap((site) => site.pools);
  for (const { name, boot } of machines) addBoot(files, `hosts/${pathPart('machine', name)}`, name, boot, lookup);
  const names = poolNames(pools);
  for (const pool of pools)
    addBoot(files, `pools/${pathPart('pool', names.get(pool.path) ?? pool.id)}`, '', pool.boot, lookup);
}

/** A pool's id; where two clusters have a pool of the same id, their paths instead. */
function poolNames(pools: readonly { readonly id: string; readonly path: string }[]): ReadonlyMap<string, string> {
  const count = new Map<string, number>();
  for (const { id } of pools) count.set(id, (count.get(id) ?? 0) + 1);
  return new Map(pools.map(({ id, path }) => [path, count.get(id) === 1 ? id : path.replaceAll('/', '-')]));
}

function addBoot(files: FileSet, folder: string, hostname: string, boot: BootPlan, lookup?: SecretLookup): void {
  const add = (path: string, text: string, mode: number, finish = (filled: string) => filled) => {
    const filled = lookup === undefined ? text : fillText(text, lookup);
    files.add(`${folder}/${path}`, finish(filled), filled === text ? mode : mode & 0o700);
  };
  if (boot.packed === true) add('user-data', boot.script, 0o644, (script) => packedUserData({ hostname, script }));
  else add('user-data', boot.userData, 0o644);
  add('boot.sh', boot.script, 0o755);
  for (const { path, content } of boot.files)
    add(`files/${hostPath(path).replace(YAML_ENDING, '$&.txt')}`, content, 0o644);
  if (lookup === undefined) return;
  for (const { path, content } of boot.secretFiles)
    files.add(`${folder}/secrets/${hostPath(path)}`, fillText(content, lookup), 0o600);
}

/** `cdk8s synth` takes every `*.yaml` for a manifest, so copies for review get another ending; files to deliver keep their names. */
const YAML_ENDING = /\.ya?ml$/i;

/** Path on the host as one below a folder. */
function hostPath(path: string): string {
  return path.replace(/^\//, '');
}
