import { SizeRoundingBehavior } from 'cdk8s';
import type { Distribution, Image, ImageReference } from '../image';
import type { Architecture } from '../architecture';
import type { HostWish, MachineShape } from '../shape';
import type { MachineType } from './machine-type';

/** What a provider calls the images of distributions, for an architecture. */
export type DistributionImages = Readonly<Record<Distribution, (architecture: Architecture) => ImageReference>>;

const DEFAULT_DISK_GIB = 50;
const HOURS_PER_MONTH = 730;

/** The machine that a type makes with an image; without `image` where the image is for other architectures. */
export function machineShape(
  { type, cpu, memoryMib, architecture, hourly }: Omit<MachineType, 'type' | 'burstable'> & { readonly type?: string },
  { disk }: HostWish,
  image: Image,
  reference: ImageReference | undefined,
): MachineShape {
  return {
    cpu,
    memoryMib,
    diskGib:
      disk === undefined ? DEFAULT_DISK_GIB : Math.ceil(disk.toGibibytes({ rounding: SizeRoundingBehavior.NONE })),
    architecture,
    kernel: image.kernel,
    osFamily: image.osFamily,
    ...(reference && { image: reference }),
    ...(type !== undefined && { type }),
    ...(hourly !== undefined && { monthlyCost: Number((hourly * HOURS_PER_MONTH).toFixed(2)) }),
  };
}

/** How a provider finds an image for an architecture; undefined where there is none for it. */
export function referenceTo(
  { source }: Image,
  architecture: Architecture,
  distributions: DistributionImages,
): ImageReference | undefined {
  if (source.kind === 'distribution') return distributions[source.distribution](architecture);
  const id = source.ids[architecture];
  return id === undefined ? undefined : { id };
}
