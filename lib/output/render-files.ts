import type { Plan } from '../plan/types';
import { addClusterFiles } from './cluster-files';
import { artefactsDocument, findingsDocument, jsonText, planDocument, secretsDocument } from './documents';
import { FileSet } from './file-set';
import type { OutputFiles } from './file-set';
import type { SecretLookup } from './fill-secrets';
import { addHostFiles } from './host-files';
import { addPushFiles } from './push-files';
import { secretUses } from './secret-use';
import { addStoreFiles } from './store-files';
import { addUpgradeFiles } from './upgrade-files';

export interface RenderOptions {
  /**
   * Values of secrets, to be put in place of their references; files that get one are for the owner's eyes only.
   * @default - references stay in the files as they are
   */
  readonly secrets?: SecretLookup;
}

/**
 * All files of a plan, by path below the output folder; the same plan always gives the same files, byte for byte.
 *
 *     plan.json findings.json artefacts.json secrets.json
 *     clusters/<cluster>/wave-00/<chart>.yaml   clusters/<cluster>/README.txt   clusters/<cluster>/upgrade{.md,.sh,-hosts}
 *     hosts/<machine>/{user-data,boot.sh,files/…,secrets/…}   pools/<pool>/{user-data,boot.sh,files/…}
 *     sites/<site>/{push.sh,push-hosts}   stores/<site>/<entry>
 *
 * @throws UserError where ids cannot be names of files
 */
export function renderFiles(plan: Plan, { secrets }: RenderOptions = {}): OutputFiles {
  const set = new FileSet();
  set.add('plan.json', jsonText(planDocument(plan)));
  set.add('findings.json', jsonText(findingsDocument(plan)));
  set.add('artefacts.json', jsonText(artefactsDocument(plan)));
  set.add('secrets.json', jsonText(secretsDocument(plan, secretUses(plan))));
  for (const cluster of plan.clusters) {
    addClusterFiles(set, cluster, secrets);
    addUpgradeFiles(set, cluster, plan);
  }
  addHostFiles(set, plan, secrets);
  addPushFiles(set, plan);
  addStoreFiles(set, plan, secrets);
  return set.files;
}
