import type { IConstruct } from 'constructs';
import { Cidr, parseAddress } from './cidr';
import type { AddressNumber } from './cidr';
import { report } from './finding';

/** Stands for a block that was not readable, so that the tree can be checked to its end. Nobody uses it: RFC 5737. */
export const UNREADABLE = Cidr.parse('192.0.2.0/24');

/** The block that a text names. Where it names none, that is reported and undefined is given. */
export function tryCidr(at: IConstruct, what: string, text: string): Cidr | undefined {
  const fault = Cidr.fault(text);
  if (fault === undefined) return Cidr.parse(text);
  report(at, { rule: 'cidr-malformed', message: `The ${what} ${fault.message}`, remedy: fault.remedy });
  return undefined;
}

/** Like tryCidr, with a block of the documentation range where the text is not readable. */
export function takeCidr(at: IConstruct, what: string, text: string): Cidr {
  return tryCidr(at, what, text) ?? UNREADABLE;
}

/** The address that a text names; where it names none, that is reported and undefined is given. */
export function takeAddress(at: IConstruct, what: string, text: string): AddressNumber | undefined {
  const address = parseAddress(text);
  if (address === undefined)
    report(at, {
      rule: 'address-malformed',
      message: `The ${what} "${text}" is not an IPv4 address.`,
      remedy: 'Write four numbers of 0 to 255, e.g. "10.0.0.10".',
    });
  return address;
}
