/** Where people are kept, with its settings settled. */
export type DirectoryKind =
  | { readonly kind: 'ldap'; readonly url: string; readonly base: string }
  | { readonly kind: 'oidc'; readonly url: string; readonly clientId: string };

export interface LdapOptions {
  /** Where groups and people are looked for: `dc=corp,dc=example`. */
  readonly base: string;
}

export interface OidcOptions {
  /** What the API server is called at the provider. */
  readonly clientId: string;
  /**
   * What the API server puts before each group's name (`claimMappings.groups.prefix`).
   * @default '' - groups are called as the directory calls them
   */
  readonly groupPrefix?: string;
}

/** Where people and their groups are kept: an LDAP server (Active Directory too), or an OpenID Connect provider. */
export class Directory {
  private constructor(
    public readonly settings: DirectoryKind,
    private readonly groupPrefix: string,
  ) {}

  /** An LDAP server, `ldaps://ad.example.com`. What logs people in for the API server names groups as they are called here. */
  public static ldap(url: string, { base }: LdapOptions): Directory {
    return new Directory({ kind: 'ldap', url, base }, '');
  }

  /** An OpenID Connect provider, by the URL of its issuer: `https://login.example.com/realms/corp`. */
  public static oidc(issuer: string, { clientId, groupPrefix = '' }: OidcOptions): Directory {
    return new Directory({ kind: 'oidc', url: issuer, clientId }, groupPrefix);
  }

  /** A group of people, by its name in the directory. */
  public group(name: string): Group {
    return { directory: this, name: `${this.groupPrefix}${name}` };
  }

  /** What is wrong with its URL, or undefined where nothing is. */
  public get fault(): { readonly message: string; readonly remedy: string } | undefined {
    const { kind, url } = this.settings;
    const schemes = kind === 'ldap' ? ['ldaps', 'ldap'] : ['https'];
    if (URL.canParse(url) && schemes.includes(new URL(url).protocol.slice(0, -1))) return undefined;
    return {
      message: `"${url}" is not the URL of an ${kind === 'ldap' ? 'LDAP server' : 'OpenID Connect issuer'}.`,
      remedy: `Begin it with ${schemes.map((scheme) => `"${scheme}://"`).join(' or ')}.`,
    };
  }
}

/** A group of people, by the name by which the API server knows it. Made by `directory.group(…)`. */
export interface Group {
  readonly directory: Directory;
  readonly name: string;
}
