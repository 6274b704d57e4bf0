/** How much of a request is written: nothing, who did what, also what was sent, also what came back. */
export type AuditLevel = 'None' | 'Metadata' | 'Request' | 'RequestResponse';

export interface AuditResources {
  /** API group, '' for the core. */
  readonly group: string;
  /** `pods`, `pods/exec`, `*`. @default - all of the group */
  readonly resources?: readonly string[];
  /** @default - any */
  readonly resourceNames?: readonly string[];
}

/**
 * One rule of the audit policy (audit.k8s.io/v1); the first that fits a request decides. Either about objects or about paths
 * that are none.
 */
export type AuditRule = {
  readonly level: AuditLevel;
  /** @default - all users */
  readonly users?: readonly string[];
  /** @default - all groups */
  readonly userGroups?: readonly string[];
  /** @default - all verbs */
  readonly verbs?: readonly string[];
} & (
  | {
      /** @default - all objects */
      readonly resources?: readonly AuditResources[];
      /** @default - all namespaces, and objects that are in none */
      readonly namespaces?: readonly string[];
      readonly nonResourceURLs?: never;
    }
  | {
      /** Paths; `*` at the end stands for anything. */
      readonly nonResourceURLs: readonly string[];
      readonly resources?: never;
      readonly namespaces?: never;
    }
);

/** How the audit log is kept. */
export interface AuditOptions {
  /** Rules that come before those of the default policy. @default - none */
  readonly rules?: readonly AuditRule[];
  /** Days that a file of the log is kept. @default 30 */
  readonly maxAgeDays?: number;
  /** Most files that are kept beside the current one. @default 10 */
  readonly maxBackups?: number;
  /** Size of one file, in megabytes. @default 100 */
  readonly maxSizeMb?: number;
}
