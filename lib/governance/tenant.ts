import { PlatformConstruct } from '../core/construct';
import { isName, NameKinds } from '../core/name';
import { perRoot } from '../core/per-root';
import type { Platform } from '../core/platform';
import { announceTenant } from '../services/registry/tenant-projects';
import type { Directory, Group } from './directory';
import { Environment } from './environment';
import type { EnvironmentOwner, EnvironmentProps } from './environment';
import type { People } from './roles';

export interface TenantProps {
  /** Groups that hand on rights in its environments, and may do all that developers may. */
  readonly admins: Group | readonly Group[];
  /** Groups that change what runs in its environments. */
  readonly developers: Group | readonly Group[];
  /** Groups that look, but at no secrets. @default - none beside admins and developers */
  readonly viewers?: Group | readonly Group[];
  /** Its hosts are these and those below them. @default - any host of any gateway */
  readonly domains?: readonly string[];
  /** What it may spend, in US dollars by month. @default - as much as it does */
  readonly budget?: number;
  /** Who answers for it. @default - nobody is named */
  readonly owner?: string;
  /** Where its costs are booked; a label value. @default - nowhere in particular */
  readonly costCenter?: string;
}

/** A department, a client: people who run applications apart from all others. */
export class Tenant extends PlatformConstruct implements EnvironmentOwner {
  public readonly tenantName: string;
  public readonly people: People;
  public readonly domains: readonly string[] | undefined;
  /** US dollars by month. */
  public readonly budget: number | undefined;
  public readonly owner: string | undefined;
  public readonly costCenter: string | undefined;
  private readonly places: Environment[] = [];

  public constructor(platform: Platform, id: string, props: TenantProps) {
    super(platform, id);
    this.tenantName = id;
    this.people = this.takePeople(props);
    this.domains = this.takeDomains(props.domains);
    this.budget = props.budget;
    this.owner = props.owner;
    this.costCenter = props.costCenter;
    announceTenant(this, id);
  }

  public get environments(): readonly Environment[] {
    return [...this.places];
  }

  /** Adds a place where its applications run: `dev`, `test`, `prod` … */
  public environment(id: string, props: EnvironmentProps): Environment {
    const environment = new Environment(this, id, props);
    this.places.push(environment);
    return environment;
  }

  private takePeople({ admins, developers, viewers = [] }: TenantProps): People {
    const people = { admins: [admins].flat(), developers: [developers].flat(), viewers: [viewers].flat() };
    for (const { name, directory } of Object.values(people).flat()) {
      this.takeDirectory(directory);
      if (name !== '' && !name.startsWith('system:')) continue;
      this.report({
        rule: 'group-reserved',
        message: `"${name}" is not a group of people that tenant "${this.tenantName}" can give rights to.`,
        remedy: 'Name a group of the directory; groups that begin with "system:" are Kubernetes\' own.',
      });
    }
    return people;
  }

  /** A directory is a value that many tenants share: what is wrong with it is said once. */
  private takeDirectory(directory: Directory): void {
    const seen = directories(this);
    if (seen.has(directory)) return;
    seen.add(directory);
    if (directory.fault !== undefined) this.report({ rule: 'directory-url', ...directory.fault });
  }

  private takeDomains(domains: readonly string[] | undefined): readonly string[] | undefined {
    for (const domain of domains ?? [])
      if (!isName(NameKinds.dnsName, domain))
        this.report({
          rule: 'tenant-domain',
          message: `"${domain}" is not a domain that tenant "${this.tenantName}" can have.`,
          remedy: `Write it as "retail.example.com": all hosts below it belong to it too. Allowed: ${NameKinds.dnsName.allowed}.`,
        });
    return domains && [...domains];
  }
}

const directories = perRoot(() => new Set<Directory>());
