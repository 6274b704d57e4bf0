import { isName, NameKinds } from '../../core/name';

/** Pods with measurements that Prometheus is to read beside those of the platform. */
export interface ScrapeTarget {
  /** Name of the job: a DNS label, unique. */
  readonly name: string;
  /** Where the pods are; its network policies must let in the pods of the monitoring's namespace. */
  readonly namespace: string;
  /** Labels that the pods have. */
  readonly pods: Readonly<Record<string, string>>;
  /** Port of the pods. */
  readonly port: number;
  /** @default '/metrics' */
  readonly path?: string;
}

/** What is wrong with a target, or undefined where nothing is. @param taken names of the jobs that are there */
export function targetFault(target: ScrapeTarget, taken: ReadonlySet<string>): string | undefined {
  const { name, namespace, pods, port, path = '/metrics' } = target;
  if (!isName(NameKinds.dnsLabel, name)) return `its name is not a DNS label`;
  if (taken.has(name)) return `another one has its name`;
  if (!isName(NameKinds.dnsLabel, namespace)) return `"${namespace}" is not a namespace`;
  if (Object.keys(pods).length === 0) return `it has no labels of pods, so it would be all pods of the namespace`;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `${port} is not a port`;
  return /^\/[^\s?#]*$/.test(path) ? undefined : `"${path}" is not a path`;
}
