import type { HostPart } from './model';

/** The journal would take a tenth of the disk, and forgets everything at a reboot where /var/log/journal does not exist. */
const JOURNAL = '[Journal]\nStorage=persistent\nSystemMaxUse=2G\nSystemKeepFree=2G\n';

/** Debian's own name is chrony.service; it has this one as an alias. */
export const TIME_UNIT = 'chronyd.service';

/**
 * What every host gets, whatever it is for: time by chrony, a journal of bounded size. Swap off and the clock in UTC are part
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
