import type { Construct } from 'constructs';
import { report } from '../core/finding';
import { Machine } from './machine';
import { MachinePool } from './machine-pool';
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

/** Stands for a machine that a provider does not have, so that the tree can be checked to its end. */
const NOTHING: MachineShape = { cpu: 0, memoryMib: 0, diskGib: 0, architecture: 'x86_64', kernel: '0' };

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

  /** A number of machines of one size, spread over the zones of the site. */
  public static of(count: number, wish: HostWish): Machines {
    return new Machines(({ scope, site, role }) => {
      const shape = shapeOrFault(scope, site, wish);
      const zones = site.network.subnets.map((subnet) => subnet.zone);
      const machines = Array.from({ length: count }, (_, n) => {
        const zone = zones[n % zones.length] ?? 'all';
        return new Machine(scope, `${role}-${n + 1}`, { site, shape, roles: [role], zone });
      });
      return { machines };
    });
  }

  /** A group of equal machines that is never smaller than `min` nor larger than `max`. */
  public static between(min: number, max: number, wish: HostWish): Machines {
    return new Machines(({ scope, site, role }) => {
      const pool = new MachinePool(scope, 'machines', { site, min, max, role, shape: shapeOrFault(scope, site, wish), spot: wish.spot ?? false });
      return { machines: [], pool };
    });
  }

  /** Makes them. For constructs that take machines as a prop. */
  public bind(request: MachineRequest): BoundMachines {
    return this.make(request);
  }
}

function shapeOrFault(at: Construct, site: ISite, wish: HostWish): MachineShape {
  const shape = site.provider.shapeFor(wish);
  if (shape !== undefined) return shape;
  const wanted = wish.type === undefined ? `${wish.cpu} CPUs and ${wish.memory.toMebibytes()} MiB` : `type "${wish.type}"`;
  report(at, {
    rule: 'machine-type',
    message: `Provider "${site.provider.kind}" of site "${site.siteName}" has no machine with ${wanted}.`,
    remedy: 'Ask for less, name a type of its catalogue, or add one to it; hosts of one\'s own are taken by site.hosts(role).',
  });
  return NOTHING;
}
