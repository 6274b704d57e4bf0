import { Size, SizeRoundingBehavior } from 'cdk8s';
import type { Construct } from 'constructs';
import { report } from '../core/finding';
import { Machine } from './machine';
import { MachinePool } from './machine-pool';
import { settleCount, settleRange } from './machine-count';
import { reportLack } from './provider-lacks';
import type { HostWish, MachineShape, MachineWish } from './shape';
import type { ISite } from './site-interface';
import { settleVolumes } from './volume/settle-volumes';

/** Who wants machines, and for what. */
export interface MachineRequest {
  readonly scope: Construct;
  readonly site: ISite;
  readonly role: string;
}

/** Machines that were wanted, made. */
export interface BoundMachines {
  readonly machines: readonly Machine[];
  /** The group that grows and shrinks, where one was wanted. */
  readonly pool?: MachinePool;
}

/**
 * Stands for a machine that a provider does not have, so that the tree can be checked to its end: so large and so new that no
 * other rule has anything to say about it.
 */
const STAND_IN: MachineShape = {
  cpu: 1_024,
  memoryMib: 2 ** 24,
  diskGib: 2 ** 14,
  architecture: 'x86_64',
  kernel: '99.0',
};

/** Which machines something runs on: hosts one has, a number of new ones, or a group that grows and shrinks. */
export class Machines {
  private constructor(private readonly make: (request: MachineRequest) => BoundMachines) {}

  /** Hosts that are there: `site.hosts('worker')`. */
  public static fixed(machines: readonly Machine[]): Machines {
    return new Machines(({ role }) => {
      for (const machine of machines) machine.addRole(role);
      return { machines: [...machines] };
    });
  }

  /**
   * A number of machines of one size, spread over the zones of the site. Their number can be changed at any time: those that
   * stay keep name, zone and address, also when the site gets another zone. Reported as `provider-lacks` where the site's provider has no new machines.
   */
  public static of(count: number, wish: MachineWish): Machines {
    return new Machines(({ scope, site, role }) => {
      const settled = settleCount(scope, site, role, count);
      const shape = shapeOrFault(scope, site, role, wish);
      const volumes = settleVolumes(scope, site, wish.dataDisks ?? []);
      const { zones } = site;
      const machines = Array.from({ length: settled }, (_, n) => {
        const zone = zones[n % zones.length] ?? '';
        const otherZones = zones.filter((other) => other !== zone);
        return new Machine(scope, `${role}-${n + 1}`, { site, shape, roles: [role], zone, otherZones, volumes });
      });
      return { machines };
    });
  }

  /**
   * A group of equal machines that is never smaller than `min` nor larger than `max`; with `spot`, of spare capacity that the
   * provider may reclaim. Reported as `provider-lacks` where the site's provider has no such groups.
   */
  public static between(min: number, max: number, wish: MachineWish & { readonly spot?: boolean }): Machines {
    return new Machines(({ scope, site, role }) => {
      const range = settleRange(scope, site, role, min, max);
      if (!site.provider.capabilities.autoscaledPools && site.provider.capabilities.newMachines !== false)
        reportLack(scope, site, {
          who: `A group of ${min} to ${max} machines for the role "${role}"`,
          what: 'groups that grow and shrink',
          instead: 'Use Machines.of(count, …), or a site whose provider has them.',
        });
      const shape = shapeOrFault(scope, site, role, wish);
      const spot = wish.spot ?? false;
      const pool = new MachinePool(scope, 'machines', {
        site,
        ...range,
        role,
        shape,
        spot,
        volumes: settleVolumes(scope, site, wish.dataDisks ?? []),
      });
      return { machines: [], pool };
    });
  }

  /** Makes them. For constructs that take machines as a prop. */
  public bind(request: MachineRequest): BoundMachines {
    return this.make(request);
  }
}

const rounding = SizeRoundingBehavior.NONE;

function shapeOrFault(at: Construct, site: ISite, role: string, wanted: MachineWish): MachineShape {
  const wish = settleWish(wanted);
  if (!canBeMade(at, site, role, wish)) return STAND_IN;
  const { provider } = site;
  const shape = provider.shapeFor(wish);
  if (shape === undefined) {
    report(at, {
      rule: 'machine-type',
      message: `Provider "${provider.kind}" of site "${site.siteName}" has no ${described(wish)}.`,
      remedy: provider.remedyFor?.(wish) ?? 'Ask for less, or for another type.',
    });
    return STAND_IN;
  }
  const { image = provider.image } = wish;
  if (image !== undefined && !image.isFor(shape.architecture))
    report(at, {
      rule: 'machine-image',
      message: `The machines for the role "${role}" are ${shape.architecture}, and the image ${image.title} is not made for that.`,
      remedy: `Add one for ${shape.architecture} to its ids, or give the machines an \`image\` of their own.`,
    });
  return shape;
}

/** A type that is named without a size is taken whatever it has. */
function settleWish(wish: MachineWish): HostWish {
  return 'cpu' in wish ? wish : { ...wish, cpu: 0, memory: Size.kibibytes(0) };
}

function canBeMade(at: Construct, site: ISite, role: string, { disk }: HostWish): boolean {
  const { newMachines = true, maxDiskGib = Infinity } = site.provider.capabilities;
  if (!newMachines) {
    reportLack(at, site, {
      who: `A new machine for the role "${role}"`,
      what: 'machines to make, only those of its inventory',
      instead: `Use site.hosts('${role}').`,
    });
    return false;
  }
  const diskGib = disk?.toGibibytes({ rounding }) ?? 0;
  if (diskGib <= maxDiskGib) return true;
  reportLack(at, site, {
    who: `A machine with ${diskGib} GiB of disk`,
    what: `root disks of more than ${maxDiskGib} GiB`,
    instead: 'Ask for a smaller root disk, and for `dataDisks` for the data.',
  });
  return false;
}

/** As it follows "has no". */
function described({ cpu, memory, type, architecture }: HostWish): string {
  const machine = `${architecture ?? (type === undefined ? 'x86_64' : '')} machine`.trimStart();
  const gib = memory.toGibibytes({ rounding });
  const size = `${cpu} CPUs and ${Number.isInteger(gib) ? `${gib} GiB` : `${memory.toMebibytes({ rounding })} MiB`} of memory`;
  if (type === undefined) return `${machine} with ${size} in its catalogue`;
  return `${machine} of type "${type}"${cpu > 0 ? ` with at least ${size}` : ''} in its catalogue`;
}
