import type { HostPart } from './model';

/** The journal would take a tenth of the disk, and forgets everything at a reboot where /var/log/journal does not exist. */
const JOURNAL = '[Journal]\nStorage=persistent\nSystemMaxUse=2G\nSystemKeepFree=2G\n';

/**
 * Open files that a program may have: systemd's 1024 are few for servers. Services have systemd's limit, sessions that of
 * pam_limits(8).
 */
const OPEN_FILES = { soft: 65536, hard: 1048576 } as const;

const SESSION_LIMITS = ['*', 'root']
  .map((who) => `${who} soft nofile ${OPEN_FILES.soft}\n${who} hard nofile ${OPEN_FILES.hard}\n`)
  .join('');

/** Debian's own name is chrony.service; it has this one as an alias. */
export const TIME_UNIT = 'chronyd.service';

/**
 * What every host gets, whatever it is for: time by chrony, a journal of bounded size, enough open files. Swap off and the clock in UTC are part
 * of how any host is set up (ACTIVATE); rotation of other logs is left to the distribution.
 */
export const BASE_PART: HostPart = {
  packages: ['chrony'],
  services: [TIME_UNIT],
  files: [
    {
      path: '/etc/systemd/journald.conf.d/altostratus.conf',
      content: JOURNAL,
      readBy: ['systemd-journald.service'],
    },
    {
      path: '/etc/systemd/system.conf.d/altostratus.conf',
      content: `[Manager]\nDefaultLimitNOFILE=${OPEN_FILES.soft}:${OPEN_FILES.hard}\n`,
    },
    { path: '/etc/security/limits.d/90-altostratus.conf', content: SESSION_LIMITS },
  ],
};

/** chrony's whole configuration, for hosts that are told which time servers to ask. */
export function chronyConf(servers: readonly string[]): string {
  return [
    ...servers.map((server) => `server ${server} iburst`),
    'driftfile /var/lib/chrony/drift',
    // A clock that is far off is set at once while the host boots, and only slewed later.
    'makestep 1.0 3',
    'rtcsync',
    '',
  ].join('\n');
}
