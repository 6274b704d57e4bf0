/** What the programs on a host read, mostly one item a line: values reach them as data, never as text of a program. */
export const DATA = {
  hostname: '/etc/altostratus/hostname',
  hosts: '/etc/altostratus/hosts',
  /** `DEBIAN RHEL VERSION`: the name in each family of distributions, and the version that it has to have, or `*`. */
  packages: '/etc/altostratus/packages',
  /** `NAME.sources`, `NAME.repo` and `NAME.asc` of each repository. */
  repositories: '/etc/altostratus/repositories',
  /** Certificates of authorities. */
  trust: '/etc/altostratus/trust',
  users: '/etc/altostratus/users',
  /** A file of keys for each user; sshd reads them there. */
  keys: '/etc/altostratus/keys',
  /** `SHA256 MODE PATH URL MEMBER`, separated by tabs. */
  downloads: '/etc/altostratus/downloads',
  chrony: '/etc/altostratus/chrony.conf',
  /** `start UNIT`, `defined-by UNIT FILE`, `read-by UNIT FILE`, `restarted-by UNIT PROGRAM`. */
  units: '/etc/altostratus/units',
  secrets: '/etc/altostratus/secrets',
  /** `permissive`, `boolean NAME` or `domain NAME`. */
  selinux: '/etc/altostratus/selinux',
  /** Units. */
  masked: '/etc/altostratus/masked',
} as const;

export const MODULES_PATH = '/etc/modules-load.d/altostratus.conf';

/** Behind 99-sysctl.conf, which is /etc/sysctl.conf: the last one wins (sysctl.d(5)). */
export const SYSCTL_PATH = '/etc/sysctl.d/99-zz-altostratus.conf';

/** Wants every unit that is to run: one transaction starts them all in the order that they ask for. */
export const TARGET = 'altostratus.target';
