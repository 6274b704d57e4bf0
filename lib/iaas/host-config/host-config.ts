import { UNIT_FOLDER } from './model';
import type { HostPart, HostSpec } from './model';

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
    const spec: HostSpec = {
      hostname: this.hostname,
      ntp: this.ntp,
      files: same(
        'file',
        parts.flatMap((part) => part.files ?? []),
        (file) => file.path,
      ),
      packages: sorted(parts.flatMap((part) => part.packages ?? [])),
      modules: sorted(parts.flatMap((part) => part.modules ?? [])),
      sysctls: Object.fromEntries(
        same(
          'sysctl',
          parts.flatMap((part) => Object.entries(part.sysctls ?? {})),
          ([name]) => name,
        ),
      ),
      units: same(
        'unit',
        parts.flatMap((part) => part.units ?? []),
        (unit) => unit.name,
      ),
      services: sorted(parts.flatMap((part) => part.services ?? [])),
      aliases: same(
        'alias',
        parts.flatMap((part) => part.aliases ?? []),
        (alias) => alias.name,
      ),
    };
    const taken = new Set(spec.units.map(({ name }) => UNIT_FOLDER + name));
    for (const { path } of spec.files) if (taken.has(path)) conflicts.push({ what: `file ${path}` });
    return { spec, conflicts };
  }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
