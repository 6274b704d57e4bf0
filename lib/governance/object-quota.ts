/** The most objects of each kind that an environment may have: API servers keep all of them in memory, and etcd on its disk. */
export interface ObjectQuota {
  /** Up to 1 MiB each. @default 100 */
  readonly configMaps?: number;
  /** Up to 1 MiB each. @default 100 */
  readonly secrets?: number;
  /** Every node has rules for each. @default 50 */
  readonly services?: number;
  /** @default 100 */
  readonly deployments?: number;
  /** @default 50 */
  readonly statefulSets?: number;
  /** Deployments keep ten old ones. @default 1200 */
  readonly replicaSets?: number;
  /** Those that have ended count too. @default 200 */
  readonly jobs?: number;
  /** @default 50 */
  readonly cronJobs?: number;
  /** @default 100 */
  readonly autoscalers?: number;
  /** @default 100 */
  readonly disruptionBudgets?: number;
  /** @default 100 */
  readonly serviceAccounts?: number;
  /** @default 100 */
  readonly roles?: number;
  /** @default 100 */
  readonly roleBindings?: number;
}

type ObjectKind = keyof ObjectQuota;

/** The most of each kind. */
export type ObjectCounts = Readonly<Record<ObjectKind, number>>;

/** All kinds that people of a tenant may make (roles.ts), but pods and claims: name in a ResourceQuota, and the usual most. */
const KINDS: Readonly<Record<ObjectKind, readonly [name: string, most: number]>> = {
  configMaps: ['configmaps', 100],
  secrets: ['secrets', 100],
  services: ['services', 50],
  deployments: ['deployments.apps', 100],
  statefulSets: ['statefulsets.apps', 50],
  replicaSets: ['replicasets.apps', 1_200],
  jobs: ['jobs.batch', 200],
  cronJobs: ['cronjobs.batch', 50],
  autoscalers: ['horizontalpodautoscalers.autoscaling', 100],
  disruptionBudgets: ['poddisruptionbudgets.policy', 100],
  serviceAccounts: ['serviceaccounts', 100],
  roles: ['roles.rbac.authorization.k8s.io', 100],
  roleBindings: ['rolebindings.rbac.authorization.k8s.io', 100],
};

const OBJECT_KINDS = Object.keys(KINDS) as ObjectKind[];

export function settleObjects(wanted: ObjectQuota = {}): ObjectCounts {
  return Object.fromEntries(OBJECT_KINDS.map((kind) => [kind, wanted[kind] ?? KINDS[kind][1]])) as Record<
    ObjectKind,
    number
  >;
}

/** As a ResourceQuota has them: `count/secrets`. */
export function objectCounts(counts: ObjectCounts): readonly (readonly [name: string, most: number])[] {
  return OBJECT_KINDS.map((kind) => [`count/${KINDS[kind][0]}`, counts[kind]]);
}
