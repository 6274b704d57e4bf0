import * as path from 'node:path';
import { openSecrets } from '../output/secret-store';
import type { OpenedSecrets } from '../output/secret-store';
import type { Plan } from '../plan/types';
import type { Host } from './host';
import type { Project } from './project';

/** The local store of a platform and environment, and what it holds. */
export interface LocalSecrets {
  /** Path of its file. */
  readonly store: string;
  readonly opened: OpenedSecrets;
}

/** Opens the project's store of secrets; those of the Plan that it does not have are made. */
export async function openLocalSecrets({ root }: Project, plan: Plan, host: Host): Promise<LocalSecrets> {
  const { platform, environment, secrets } = plan;
  const store = path.join(root, '.altostratus', `${platform}.${environment}.secrets.json`);
  const opened = await openSecrets(secrets, { file: store, platform, environment, now: host.now, variables: host.env });
  return { store, opened };
}
