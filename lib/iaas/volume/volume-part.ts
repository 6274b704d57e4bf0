import { line, word } from '../host-config/encode';
import type { HostPart, HostUnit } from '../host-config/model';
import type { Volume } from './data-disk';
import { MOUNT_VOLUME, MOUNT_VOLUME_PATH, VOLUME_FOLDER } from './mount-volume';

/** What a host needs to have its data disks: one unit each, and an order of those that wait for it. */
export function volumePart(volumes: readonly Volume[]): HostPart {
  if (volumes.length === 0) return {};
  return {
    packages: ['e2fsprogs'],
    files: [
      { path: MOUNT_VOLUME_PATH, content: MOUNT_VOLUME, mode: '0755' },
      ...volumes.map(({ name, sizeGib, mode, mount }) => ({
        path: `${VOLUME_FOLDER}/${word(name)}`,
        content: `${word(name)} ${sizeGib} ${word(mode)} ${word(mount)}\n`,
      })),
    ],
    units: volumes.flatMap((volume) => [mountUnit(volume), ...volume.neededBy.map((unit) => waitFor(volume, unit))]),
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
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      'TimeoutStartSec=infinity',
      `ExecStart=${MOUNT_VOLUME_PATH} ${word(volume.name)}`,
      '',
    ].join('\n'),
  };
}

/** `Wants=` rather than `Requires=`: it never fails, and must not stop the unit when it is run again. */
function waitFor(volume: Volume, unit: string): HostUnit {
  const name = unitName(volume);
  return {
    name: `${word(unit)}.d/volume-${word(volume.name)}.conf`,
    content: `[Unit]\nWants=${name}\nAfter=${name}\n`,
  };
}
