import { SizeRoundingBehavior } from 'cdk8s';
import type { Construct } from 'constructs';
import { report } from '../core/finding';
import { Machine } from './machine';
import { MachinePool } from './machine-pool';
import { reportLack } from './provider-lacks';
import type { HostWish, MachineShape } from './shape';
import type { ISite } from './site-interface';

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
   * stay keep name and address. Reported as `provider-lacks` where the site's provider has no new machines.
   */
  public static of(count: number, wish: Omit<HostWish, 'spot'>): Machines {
    return new Machines(({ scope, site, role }) => {
      checkCount(scope, role, count);
      const shape = shapeOrFault(scope, site, role, wish);
      const zones = site.network.subnets.map((subnet) => subnet.zone);
      const machines = Array.from({ length: wholeCount(count) }, (_, n) => {
        const zone = zones[n % zones.length] ?? '';
        return new Machine(scope, `${role}-${n + 1}`, { site, shape, roles: [role], zone });
      });
      return { machines };
    });
  }

  /**
   * A group of equal machines that is never smaller than `min` nor larger than `max`. Reported as `provider-lacks` where the
   * site's provider has no such groups.
   */
  public static between(min: number, max: number, wish: HostWish): Machines {
    return new Machines(({ scope, site, role }) => {
      checkCount(scope, role, min);
      checkCount(scope, role, max, min);
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
        min: wholeCount(min),
        max: wholeCount(max),
        role,
        shape,
        spot,
      });
      return { machines: [], pool };
    });
  }

  /** Makes them. For constructs that take machines as a prop. */
  public bind(request: MachineRequest): BoundMachines {
    return this.make(request);
  }
}

function checkCount(at: Construct, role: string, count: number, least = 0): void {
  if (Number.isSafeInteger(count) && count >= least) return;
  report(at, {
    rule: 'machine-type',
    message: `${count} is not a number of machines for the role "${role}".`,
    remedy: `Use a whole number of ${least} or more.`,
  });
}

/** A number to go on with where the one given is none. */
function wholeCount(count: number): number {
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}

function shapeOrFault(at: Construct, site: ISite, role: string, wish: HostWish): MachineShape {
  const { provider } = site;
  const { newMachines = true, maxDiskGib = Infinity } = provider.capabilities;
  const rounding = SizeRoundingBehavior.NONE;
  if (!newMachines) {
    reportLack(at, site, {
      who: `A new machine for the role "${role}"`,
      what: 'machines to make, only those of its inventory',
      instead: `Use site.hosts('${role}').`,
    });
    return STAND_IN;
  }
  const disk = wish.disk?.toGibibytes({ rounding }) ?? 0;
  if (disk > maxDiskGib) {
    reportLack(at, site, {
      who: `A machine with ${disk} GiB of disk`,
      what: `root disks of more than ${maxDiskGib} GiB`,
      instead: 'Ask for a smaller root disk, and for volumes for the data.',
    });
    return STAND_IN;
  }
  const shape = provider.shapeFor(wish);
  if (shape !== undefined) return shape;
  const size = `${wish.cpu} CPUs and ${wish.memory.toMebibytes({ rounding })} MiB of memory`;
  const wanted = wish.type === undefined ? size : `of type "${wish.type}" with at least ${size}`;
  report(at, {
    rule: 'machine-type',
    message: `Provider "${provider.kind}" of site "${site.siteName}" has no ${wish.architecture ?? 'x86_64'} machine ${wish.type === undefined ? 'with ' : ''}${wanted} in its catalogue.`,
    remedy: provider.remedyFor?.(wish) ?? 'Ask for less, or for another type.',
  });
  return STAND_IN;
}
