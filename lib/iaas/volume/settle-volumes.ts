import { SizeRoundingBehavior } from 'cdk8s';
import type { Construct } from 'constructs';
import { closest } from '../../core/closest';
import { report } from '../../core/finding';
import { reportLack } from '../provider-lacks';
import type { ISite } from '../site-interface';
import type { DataDisk, Volume } from './data-disk';

/** ext4 has 16 bytes for the label, by which the disk is found again (mkfs.ext4(8), -L). */
const NAME = /^[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?$/;
const MOUNT = /^(\/[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

/** The volumes of a machine. Faults are reported at `at`, as `data-disk` and `provider-lacks`; disks with faults are left out. */
export function settleVolumes(at: Construct, site: ISite, disks: readonly DataDisk[]): readonly Volume[] {
  const { volumeKinds = [] } = site.provider.capabilities;
  if (disks.length > 0 && volumeKinds.length === 0) {
    reportLack(at, site, {
      who: `The data disk "${disks[0]?.name ?? ''}"`,
      what: 'volumes to make',
      instead: 'Mount a disk there before the host is set up, and leave `dataDisks` out.',
    });
    return [];
  }
  const settled: Volume[] = [];
  for (const disk of disks) if (isSound(at, disk, settled)) settled.push(...kindOf(at, site, disk));
  return settled;
}

function isSound(at: Construct, { name, mount, mode = '0755', size }: DataDisk, before: readonly Volume[]): boolean {
  const say = (message: string, remedy: string) => {
    report(at, { rule: 'data-disk', message, remedy });
    return false;
  };
  if (!NAME.test(name))
    return say(
      `The data disk "${name}" has a name that cannot be the label of a file system.`,
      'Use 1 to 16 lowercase letters, digits and "-", e.g. "etcd".',
    );
  if (!MOUNT.test(mount))
    return say(
      `The data disk "${name}" is mounted at "${mount}".`,
      'Use an absolute path of letters, digits, "_", "." and "-", e.g. "/var/lib/etcd".',
    );
  if (!/^0?[0-7]{3}$/.test(mode))
    return say(`The data disk "${name}" has the mode "${mode}".`, 'Use three octal digits, e.g. "0700".');
  if (gibOf(size) < 1)
    return say(`The data disk "${name}" has no size.`, 'Use at least 1 GiB, e.g. Size.gibibytes(20).');
  const twin = before.find((one) => one.name === name || one.mount === mount);
  return (
    twin === undefined ||
    say(
      `The data disks "${twin.name}" at ${twin.mount} and "${name}" at ${mount} are of one machine and have the same ${twin.name === name ? 'name' : 'place'}.`,
      'Give each a name and a place of its own.',
    )
  );
}

function kindOf(at: Construct, site: ISite, disk: DataDisk): Volume[] {
  const { name, mount, mode = '0755', neededBy = [] } = disk;
  const { volumeKinds = [] } = site.provider.capabilities;
  const names = volumeKinds.map((kind) => kind.name);
  const kind = disk.kind === undefined ? volumeKinds[0] : volumeKinds.find((one) => one.name === disk.kind);
  if (kind === undefined) {
    const near = closest(disk.kind ?? '', names);
    reportLack(at, site, {
      who: `The data disk "${name}"`,
      what: `volumes of the kind "${disk.kind ?? ''}"`,
      instead: near === undefined ? `Its kinds are ${names.join(', ')}.` : `Did you mean "${near}"?`,
    });
    return [];
  }
  const sizeGib = gibOf(disk.size);
  const { minGib = 1, maxGib = Infinity } = kind;
  if (sizeGib < minGib || sizeGib > maxGib) {
    reportLack(at, site, {
      who: `The data disk "${name}" of ${sizeGib} GiB`,
      what: `volumes of the kind "${kind.name}" of that size`,
      instead: `Use ${minGib} GiB or more${maxGib === Infinity ? '' : `, up to ${maxGib} GiB`}.`,
    });
    return [];
  }
  return [{ name, sizeGib, mount, mode, kind: kind.name, neededBy: [...neededBy] }];
}

function gibOf(size: DataDisk['size']): number {
  return Math.ceil(size.toGibibytes({ rounding: SizeRoundingBehavior.NONE }));
}
