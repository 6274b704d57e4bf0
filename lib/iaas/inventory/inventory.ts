import type { Fault } from '../../core/finding';
import { callSite } from '../../core/source';
import type { KnownHost } from '../provider';
import type { InventoryHost } from './inventory-host';
import { readInventory } from './read-inventory';
import { takeHosts } from './take-hosts';

/**
 * Hosts that somebody owns. What is wrong with them is not thrown: the site that takes them reports it, as `inventory-file`
 * and `inventory-host`, with the place in the file. Hosts that can be understood are there all the same, so that one fault
 * does not hide others.
 */
export class Inventory {
  public readonly faults: readonly Fault[];

  private constructor(
    public readonly hosts: readonly KnownHost[],
    faults: readonly Fault[],
  ) {
    // What has no place in a file is of the line of the program that names the hosts or their file: the
    // call above this constructor, which only its private type keeps from being handed over.
    const source = faults.some((fault) => fault.source === undefined) ? callSite(Inventory as never) : undefined;
    this.faults = source === undefined ? faults : faults.map((fault) => ({ source, ...fault }));
  }

  /** Hosts that a program names. */
  public static of(hosts: readonly InventoryHost[]): Inventory {
    const taken = takeHosts(hosts.map((host) => ({ host })));
    return new Inventory(taken.hosts, taken.faults);
  }

  /**
   * Hosts of a file, CSV where its name ends in `.csv`, else YAML; docs/iaas.md describes both.
   * @param path relative to the folder that the program runs in
   */
  public static fromFile(path: string): Inventory {
    const read = readInventory(path);
    const taken = takeHosts(read.hosts);
    return new Inventory(taken.hosts, [...read.faults, ...taken.faults]);
  }
}
