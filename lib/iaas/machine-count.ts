import type { Construct } from 'constructs';
import { report } from '../core/finding';
import { UNREADABLE } from '../core/input';
import type { ISite } from './site-interface';

/**
 * Stands for a number of machines that cannot be, so that the tree can be checked to its end: as many as a control plane, etcd
 * and a pool can have without a word about it.
 */
const STAND_IN = 3;

/** A number of machines to make; one that is none, or for which a network has no addresses, is reported. */
export function settleCount(at: Construct, site: ISite, role: string, count: number): number {
  if (!checkCount(at, role, count)) return STAND_IN;
  const { subnets, cidr } = site.network;
  const kept = site.provider.reservedAddresses.length;
  const room = subnets.reduce((sum, subnet) => sum + Math.max(0, subnet.cidr.size - kept), 0);
  if (count <= room) return count;
  // A network that nobody can read is a finding already.
  if (cidr !== UNREADABLE)
    report(at, {
      rule: 'pool-exhausted',
      message: `${count} machines for the role "${role}" are wanted on site "${site.siteName}", and its ${subnets.length === 1 ? 'subnet' : 'subnets'} for hosts (${subnets.map((subnet) => subnet.cidr.toString()).join(', ')}) ${subnets.length === 1 ? 'has' : 'have'} ${room} addresses.`,
      remedy: `Ask for fewer, or give the site a larger \`network\`${subnets.length > 1 ? ' or more `zones`' : ''}.`,
    });
  return STAND_IN;
}

/** Sizes of a group of machines; what is none, the wrong way round, or larger than a network is reported. */
export function settleRange(
  at: Construct,
  site: ISite,
  role: string,
  min: number,
  max: number,
): { readonly min: number; readonly max: number } {
  const faulty = [...new Set([min, max])].filter((count) => !checkCount(at, role, count));
  if (faulty.length > 0) return { min: 0, max: STAND_IN };
  if (min > max) {
    report(at, {
      rule: 'pool-without-nodes',
      message: `The group of machines for the role "${role}" is to have between ${min} and ${max} machines.`,
      remedy: 'Name the smaller number first; zero is allowed.',
    });
    return { min: 0, max: STAND_IN };
  }
  const { cidr } = site.network;
  if (max <= cidr.size) return { min, max };
  if (cidr !== UNREADABLE)
    report(at, {
      rule: 'group-addresses',
      message: `The group of machines for the role "${role}" can become ${max} machines, and the network ${cidr.toString()} of site "${site.siteName}" has ${cidr.size} addresses.`,
      remedy: 'Let it grow less, or give the site a larger `network`.',
    });
  return { min: 0, max: STAND_IN };
}

function checkCount(at: Construct, role: string, count: number): boolean {
  if (Number.isSafeInteger(count) && count >= 0) return true;
  report(at, {
    rule: 'machine-type',
    message: `${count} is not a number of machines for the role "${role}".`,
    remedy: 'Use a whole number of 0 or more.',
  });
  return false;
}
