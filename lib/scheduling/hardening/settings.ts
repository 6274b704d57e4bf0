import type { HardeningAddition } from './addition';
import type { AuditOptions } from './audit-rule';
import type { HardeningException } from './exception';

/** What a cluster does to be hard to attack, where it is not the default (CIS Kubernetes Benchmark 1.12). */
export interface HardeningOptions {
  /** Defaults that the cluster goes without. @default - none: everything is on */
  readonly exceptions?: readonly HardeningException[];
  /** What is off by default because of what it costs. @default - none */
  readonly additions?: readonly HardeningAddition[];
  /**
   * Names of the keys that Secrets are encrypted with in etcd: the first encrypts, all decrypt. To change the key, add a name
   * at the end, move it to the front, write all Secrets again, then take the old one away; hosts get each step before the next.
   * @default ['key1']
   */
  readonly encryptionKeys?: readonly string[];
  /** @default - the default policy; files are kept for 30 days, ten of 100 MB */
  readonly audit?: AuditOptions;
}

/** The same, settled. */
export interface HardeningSettings extends Required<HardeningOptions> {
  readonly audit: Required<AuditOptions>;
}

export function settleHardening(options: HardeningOptions): HardeningSettings {
  const { exceptions = [], additions = [], encryptionKeys = [], audit = {} } = options;
  return {
    exceptions: [...exceptions],
    additions: [...additions],
    encryptionKeys: encryptionKeys.length === 0 ? ['key1'] : [...new Set(encryptionKeys)],
    audit: { rules: [], maxAgeDays: 30, maxBackups: 10, maxSizeMb: 100, ...audit },
  };
}
