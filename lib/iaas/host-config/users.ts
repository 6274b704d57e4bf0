import { DATA } from './data';
import { line, word } from './encode';
import type { HostFile, HostUser } from './model';

/** Debian 11 and RHEL 9 read what is there, before all else (sshd_config(5): the first value counts). */
const SSHD = '/etc/ssh/sshd_config.d/10-altostratus.conf';

/** The list that ACTIVATE makes users of, their keys, and what they may do. Nothing of the user is written by root at home. */
export function userFiles(users: readonly HostUser[]): HostFile[] {
  if (users.length === 0) return [];
  return [
    { path: DATA.users, content: users.map(({ name }) => `${word(name)}\n`).join('') },
    {
      path: SSHD,
      content: `AuthorizedKeysFile .ssh/authorized_keys ${DATA.keys}/%u\n`,
      readBy: ['ssh.service', 'sshd.service'],
    },
    ...users.flatMap(({ name, keys, sudo = false }) => [
      { path: `${DATA.keys}/${fileName(name)}`, content: keys.map((key) => `${line(key)}\n`).join('') },
      ...(sudo
        ? [
            {
              path: `/etc/sudoers.d/altostratus-${fileName(name).replaceAll('.', '_')}`,
              content: `${fileName(name)} ALL=(ALL:ALL) NOPASSWD: ALL\n`,
              mode: '0440',
            },
          ]
        : []),
    ]),
  ];
}

/** Packages that users need. */
export function userPackages(users: readonly HostUser[]): readonly string[] {
  return users.some(({ sudo }) => sudo === true) ? ['sudo'] : [];
}

function fileName(name: string): string {
  return word(name).replaceAll(/[/:]/g, '_');
}
