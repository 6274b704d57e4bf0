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
}

/** A name that a host resolves by itself. */
export interface HostAlias {
  readonly address: string;
  readonly name: string;
}

/** What one construct adds to a host. Everything is declared; what must be run is a unit. */
export interface HostPart {
  /** @default - none */
  readonly files?: readonly HostFile[];
  /** Packages of the distribution. @default - none */
  readonly packages?: readonly string[];
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
  readonly packages: readonly string[];
  readonly modules: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly units: readonly HostUnit[];
  readonly services: readonly string[];
  readonly aliases: readonly HostAlias[];
}
