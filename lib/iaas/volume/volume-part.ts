import { line, word } from '../host-config/encode';
import type { HostPart, HostUnit } from '../host-config/model';
import type { Volume } from './data-disk';
import { MOUNT_VOLUME, MOUNT_VOLUME_PATH, VOLUME_FOLDER } from './mount-volume';

/** What a host needs to have its data disks: one unit each, and what keeps those that need it from starting without. */
export function volumePart(volumes: readonly Volume[]): HostPart {
  if (volumes.length === 0) return {};
  return {
    packages: ['e2fsprogs'],
    files: [
      { path: MOUNT_VOLUME_PATH, content: MOUNT_VOLUME, mode: '0755' },
      ...volumes.map(({ name, sizeGib, mode, mount, neededBy }) => ({
        path: `${VOLUME_FOLDER}/${word(name)}`,
        content: `${[word(name), sizeGib, word(mode), word(mount), ...neededBy.map(word)].join(' ')}\n`,
      })),
    ],
    units: volumes.flatMap((volume) => [mountUnit(volume), ...volume.neededBy.map((unit) => guard(volume, unit))]),
  };
}

function unitName(volume: Volume): string {
  return `altostratus-volume-${word(volume.name)}.service`;
}

function mountUnit(volume: Volume): HostUnit {
  return {
    name: unitName(volume),
    content: [
      '[Unit]',
      `Description=Data disk at ${line(volume.mount)}`,
      'After=local-fs.target',
      'StartLimitIntervalSec=0',
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      'TimeoutStartSec=infinity',
      'Restart=on-failure',
      'RestartSec=5',
      `ExecStart=${MOUNT_VOLUME_PATH} ${word(volume.name)}`,
      '',
    ].join('\n'),
  };
}

/**
 * It never starts without the disk: systemd asks at every start, restarts included, and refuses where nothing is mounted
 * there (systemd.unit(5), AssertPathIsMountPoint=). What was refused is started by the program that mounts. `Wants=` rather than
 * `Requires=`, so that a new version of that program does not restart it; systemd would not start it again, either, when the
 * mounting fails first and succeeds later. RequiresMountsFor= has it stopped before the disk is unmounted.
 */
function guard(volume: Volume, unit: string): HostUnit {
  const name = unitName(volume);
  const mount = word(volume.mount);
  return {
    name: `${word(unit)}.d/volume-${word(volume.name)}.conf`,
    content: [
      '[Unit]',
      `Wants=${name}`,
      `After=${name}`,
      `AssertPathIsMountPoint=${mount}`,
      `RequiresMountsFor=${mount}`,
      '',
    ].join('\n'),
  };
}
