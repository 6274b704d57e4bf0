import { DOWNLOAD_PACKAGES, fetchedFiles } from './downloads';
import { UNIT_FOLDER } from './model';
import type { HostPart, HostSpec } from './model';
import { userPackages } from './users';
import type { HostDelivery } from '../secrets/secret-delivery';

/** Two parts want different contents at one place of a host. */
export interface HostConflict {
  /** `file /etc/hosts.d/x`, `unit etcd.service`, `sysctl net.ipv4.ip_forward`. */
  readonly what: string;
}

/**
 * What a host gets at first boot. Constructs of any layer add parts; a part given as a function is asked when the tree is
 * complete, so that it can use addresses and ports that the ledger hands out.
 */
export class HostConfig {
  private readonly parts: (HostPart | (() => HostPart))[] = [];

  public constructor(
    public readonly hostname: string,
    private readonly ntp: readonly string[],
    /** How its files with secrets reach it. */
    public readonly delivery: HostDelivery = { kind: 'push' },
  ) {}

  /** Adds files, packages, units … Order does not matter; the same thing twice is the same as once. */
  public add(part: HostPart | (() => HostPart)): this {
    this.parts.push(part);
    return this;
  }

  /** All parts merged, and where they contradict each other. */
  public merge(): { spec: HostSpec; conflicts: readonly HostConflict[] } {
    const parts = this.parts.map((part) => (typeof part === 'function' ? part() : part));
    const conflicts: HostConflict[] = [];
    const same = <T>(kind: string, items: readonly T[], key: (item: T) => string): T[] => {
      const byKey = new Map<string, T>();
      for (const item of items) {
        const before = byKey.get(key(item));
        if (before === undefined) byKey.set(key(item), item);
        else if (JSON.stringify(before) !== JSON.stringify(item)) conflicts.push({ what: `${kind} ${key(item)}` });
      }
      return [...byKey.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    };
    const all = <T>(field: (part: HostPart) => readonly T[] | undefined): readonly T[] =>
      parts.flatMap((part) => field(part) ?? []);
    const record = (kind: string, field: (part: HostPart) => Readonly<Record<string, string>> | undefined) =>
      Object.fromEntries(
        same(
          kind,
          all((part) => Object.entries(field(part) ?? {})),
          ([name]) => name,
        ),
      );
    const name = (item: { readonly name: string }) => item.name;
    const path = (item: { readonly path: string }) => item.path;
    const downloads = same('download', all((part) => part.downloads).flatMap(fetchedFiles), path);
    const users = same(
      'user',
      all((part) => part.users),
      name,
    );
    const spec: HostSpec = {
      hostname: this.hostname,
      ntp: this.ntp,
      files: same(
        'file',
        all((part) => part.files),
        path,
      ),
      downloads,
      packages: sorted([
        ...all((part) => part.packages),
        ...(downloads.length > 0 ? DOWNLOAD_PACKAGES : []),
        ...userPackages(users),
      ]),
      packageVersions: record('version of package', (part) => part.packageVersions),
      repositories: same(
        'repository',
        all((part) => part.repositories),
        name,
      ),
      trust: same(
        'authority',
        all((part) => part.trust),
        name,
      ),
      users,
      modules: sorted(all((part) => part.modules)),
      sysctls: record('sysctl', (part) => part.sysctls),
      units: same(
        'unit',
        all((part) => part.units),
        name,
      ),
      services: sorted(all((part) => part.services)),
      aliases: same(
        'alias',
        all((part) => part.aliases),
        name,
      ),
      selinux: same(
        'selinux',
        all((part) => part.selinux),
        (need) => JSON.stringify(need),
      ),
      masked: sorted(all((part) => part.masked)),
    };
    const taken = new Set([...spec.units.map(({ name }) => UNIT_FOLDER + name), ...downloads.map(({ path }) => path)]);
    for (const { path } of spec.files) if (taken.has(path)) conflicts.push({ what: `file ${path}` });
    return { spec, conflicts };
  }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
