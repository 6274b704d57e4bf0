import type { EncryptionKey } from './encryption';
import type { Hardening } from './hardening';

/** What the files and flags of the hardening are made from; a Cluster has it. */
export interface HardenedCluster {
  readonly hardening: Hardening;
  readonly kubernetes: { readonly full: string };
  readonly pki: { readonly encryptionKeys: readonly EncryptionKey[] };
}
