/** A file on a host. */
export interface HostFile {
  /** Absolute path. */
  readonly path: string;
  readonly content: string;
  /** @default '0644' */
  readonly mode?: string;
  /**
   * Holds keys or passwords: never put into user data, delivered apart, mode 0600 where `mode` says nothing. Units that need
   * it have `Wants=` and `After=` on SECRETS_UNIT.
   * @default false
   */
  readonly secret?: boolean;
  /**
   * Units that read it: where they run they are reloaded, or restarted where they cannot reload, when it changes. Not for
   * secret files: who delivers those restarts what reads them.
   * @default - none
   */
  readonly readBy?: readonly string[];
}

/** A file, or several of an archive, that a host fetches itself. Nothing is installed before its checksum is right. */
export interface HostDownload {
  /** `https://…`, or `http://…` of a mirror: what arrives is checked all the same. */
  readonly url: string;
  /** SHA-256 of what the URL gives, as 64 hexadecimal digits. */
  readonly sha256: string;
  /** Absolute path of the file; where `from` is given, of the folder that its members go to. */
  readonly path: string;
  /** @default '0755' */
  readonly mode?: string;
  /**
   * The URL gives a tar.gz archive: members of it by their names there, `bin/containerd`. Each goes into the folder under
   * the last part of its name.
   * @default - the file itself
   */
  readonly from?: readonly string[];
  /**
   * Units that run it: where they run they are reloaded, or restarted where they cannot reload, when it changes.
   * @default - none
   */
  readonly readBy?: readonly string[];
}

/** One file that is fetched, as hosts need it: what HostDownloads come to. */
export interface FetchedFile {
  readonly path: string;
  readonly mode: string;
  readonly url: string;
  readonly sha256: string;
  /** Name in the archive; undefined where the URL gives the file itself. */
  readonly member: string | undefined;
  readonly readBy: readonly string[];
}

/** A systemd unit, or a drop-in of one. */
export interface HostUnit {
  /** `etcd.service`; for a drop-in `haproxy.service.d/limits.conf`. */
  readonly name: string;
  readonly content: string;
  /**
   * Started now and at every boot; a section [Install] is not needed for that. Drop-ins are never started themselves.
   * @default true
   */
  readonly enable?: boolean;
  /**
   * Program that restarts it, in words for people: where it runs it goes on as it is when its files change, its drop-ins among
   * them, and that program gives it its turn. For what must not stop on all hosts at once, or only after others.
   * @default - it is reloaded or restarted as soon as its files have changed
   */
  readonly restartedBy?: string;
  /** Mode of its file. @default '0644' */
  readonly mode?: string;
  /**
   * Command that succeeds only while this unit has done its work: no service that runs starts before it, or without it.
   * @default - none waits
   */
  readonly gate?: string;
}

/** What SELinux has to let a host's programs do. Nothing is done where it is off, or not there at all. */
export type SelinuxNeed =
  /** A boolean that is on: `haproxy_connect_any`. */
  | { readonly kind: 'boolean'; readonly name: string }
  /** A domain that it only notes refusals of: `keepalived_t`. */
  | { readonly kind: 'domain'; readonly name: string }
  /** It only notes refusals, of whatever runs on the host. */
  | { readonly kind: 'permissive' };

/** A name that a host resolves by itself. */
export interface HostAlias {
  readonly address: string;
  readonly name: string;
}

/** Where packages come from, beside the distribution. A host takes what is for its family of distributions. */
export interface HostRepository {
  /** Name of its files: letters, digits and `-`. */
  readonly name: string;
  /** The public key that its packages are signed with: ASCII-armored PGP. */
  readonly key: string;
  /** For apt. @default - not for hosts with apt */
  readonly deb?: {
    readonly url: string;
    /** `bookworm`, or `/` where packages lie at the URL itself. */
    readonly suite: string;
    /** @default - none, as for the suite `/` */
    readonly components?: readonly string[];
  };
  /** For dnf. @default - not for hosts with dnf */
  readonly rpm?: { readonly url: string };
}

/** A certificate authority that programs of a host trust. */
export interface HostAuthority {
  /** Name of its file: letters, digits and `-`. */
  readonly name: string;
  /** One certificate, as PEM text. */
  readonly certificate: string;
}

/** Somebody who looks after a host, over SSH. */
export interface HostUser {
  /** Login name: lower case letters, digits, `_` and `-`, at most 32. */
  readonly name: string;
  /** Public keys as authorized_keys(5) has them: `ssh-ed25519 AAAA… anna@example.com`. */
  readonly keys: readonly string[];
  /**
   * May do everything, without a password: there is none.
   * @default false
   */
  readonly sudo?: boolean;
}

/** What one construct adds to a host. Everything is declared; what must be run is a unit. */
export interface HostPart {
  /** @default - none */
  readonly files?: readonly HostFile[];
  /** Files fetched when the host boots, after its packages and before its units. @default - none */
  readonly downloads?: readonly HostDownload[];
  /** Packages of the distribution, by the names that Debian has for them. @default - none */
  readonly packages?: readonly string[];
  /** Versions that packages have to have, e.g. `1.36.3-*`; nobody else upgrades these. @default - the newest there is */
  readonly packageVersions?: Readonly<Record<string, string>>;
  /** Where packages come from beside the distribution. @default - nowhere else */
  readonly repositories?: readonly HostRepository[];
  /** Certificate authorities that its programs trust beside those of the distribution. @default - none */
  readonly trust?: readonly HostAuthority[];
  /** People who look after it. @default - those of its image */
  readonly users?: readonly HostUser[];
  /** Kernel modules, loaded now and at every boot. @default - none */
  readonly modules?: readonly string[];
  /** Kernel settings by name. @default - none */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly units?: readonly HostUnit[];
  /** Units of packages that are only switched on: `haproxy.service`. @default - none */
  readonly services?: readonly string[];
  /** Lines of /etc/hosts. @default - none */
  readonly aliases?: readonly HostAlias[];
  /** @default - SELinux stays as it is */
  readonly selinux?: readonly SelinuxNeed[];
  /** Units of the distribution that must never run: `firewalld.service`. @default - none */
  readonly masked?: readonly string[];
}

/** Where units of the administrator are. */
export const UNIT_FOLDER = '/etc/systemd/system/';

/**
 * Waits until all secret files of a host are there; it is on every host that has one. `Wants=` rather than `Requires=`: it
 * never fails, and when another secret file is added it is restarted, which must not restart everybody.
 */
export const SECRETS_UNIT = 'altostratus-secrets.service';

/** Everything that a host gets at first boot, merged: what the two renderings are made from. */
export interface HostSpec {
  readonly hostname: string;
  /** NTP servers; empty: those of the distribution. */
  readonly ntp: readonly string[];
  readonly files: readonly HostFile[];
  readonly downloads: readonly FetchedFile[];
  readonly packages: readonly string[];
  readonly packageVersions: Readonly<Record<string, string>>;
  readonly repositories: readonly HostRepository[];
  readonly trust: readonly HostAuthority[];
  readonly users: readonly HostUser[];
  readonly modules: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly units: readonly HostUnit[];
  readonly services: readonly string[];
  readonly aliases: readonly HostAlias[];
  readonly selinux: readonly SelinuxNeed[];
  readonly masked: readonly string[];
}
