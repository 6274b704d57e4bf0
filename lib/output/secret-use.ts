import { referencesIn, visitStrings } from '../core/reference';
import type { BootPlan, Plan } from '../plan/types';
import type { SecretUse } from './documents';

interface Use {
  readonly attributes: Set<string>;
  readonly neededBy: Set<string>;
}

/** Which secrets the machines, pools, objects and certificates of a plan need; in the plan's order, those nobody needs left out. */
export function secretUses(plan: Plan): SecretUse[] {
  const uses = new Map<string, Use>(
    plan.secrets.map(({ path }) => [path, { attributes: new Set(), neededBy: new Set() }]),
  );
  const need = (path: string, attribute: string, by: string): void => {
    const use = uses.get(path);
    use?.attributes.add(attribute);
    use?.neededBy.add(by);
  };
  const look = (value: unknown, by: string): void => {
    visitStrings(value, (text) => {
      for (const { path, attribute } of referencesIn(text)) need(path, attribute, by);
    });
  };
  for (const site of plan.sites)
    for (const { path, boot } of [...site.machines, ...site.pools])
      for (const text of bootTexts(boot)) look(text, path);
  for (const cluster of plan.clusters) for (const { path, manifest } of cluster.objects) look(manifest, path);
  for (const { path, source } of plan.secrets)
    if (source.kind === 'certificate')
      for (const attribute of ['certificate', 'key']) need(source.authority, attribute, path);
  return plan.secrets.flatMap(({ path, source }) => {
    const use = uses.get(path);
    if (use === undefined || use.neededBy.size === 0) return [];
    return [{ path, source, attributes: [...use.attributes].sort(), neededBy: [...use.neededBy] }];
  });
}

function bootTexts({ userData, script, secretFiles, files }: BootPlan): string[] {
  return [userData, script, ...[...secretFiles, ...files].map(({ content }) => content)];
}
