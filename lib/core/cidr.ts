import { Address4 } from 'ip-address';
import { UserError } from './finding';

/** An IPv4 address as a number, 0 to 2^32 - 1. */
export type AddressNumber = number;

/** The number of a dotted address, or undefined where the text is not one. */
export function parseAddress(text: string): AddressNumber | undefined {
  if (text.includes('/') || !Address4.isValid(text)) return undefined;
  return Number(new Address4(text).bigInt());
}

/** The dotted form of an address number. */
export function formatAddress(address: AddressNumber): string {
  return Address4.fromInteger(address).correctForm();
}

/** A block of IPv4 addresses: `10.0.0.0/16`. Immutable; equal text means equal block. */
export class Cidr {
  private constructor(
    /** First address, the network's own. */
    public readonly first: AddressNumber,
    /** Length of the prefix, 0 to 32. */
    public readonly prefix: number,
  ) {}

  /** How many addresses the block has. */
  public get size(): number {
    return 2 ** (32 - this.prefix);
  }

  /** Last address; the broadcast address of a subnet. */
  public get last(): AddressNumber {
    return this.first + this.size - 1;
  }

  /**
   * The block that a text names.
   * @throws UserError with what is wrong and the block that was probably meant
   */
  public static parse(text: string): Cidr {
    const fault = Cidr.fault(text);
    if (fault !== undefined) throw new UserError(fault.message, fault.remedy);
    const address = new Address4(text);
    return new Cidr(Number(address.startAddress().bigInt()), address.subnetMask);
  }

  /** What is wrong with a text as a block, or undefined where nothing is. */
  public static fault(text: string): { message: string; remedy: string } | undefined {
    const say = (message: string, remedy: string) => ({ message: `"${text}" ${message}`, remedy });
    if (text.includes(':'))
      return say(
        'is an IPv6 block; networks, pods and services are IPv4.',
        'Write an IPv4 block such as "10.0.0.0/16".',
      );
    if (!text.includes('/'))
      return parseAddress(text) === undefined
        ? say('is not a block of addresses.', 'Write it as address/prefix, e.g. "10.0.0.0/16".')
        : say(
            'has no prefix length.',
            `Write "${text}/32" for the one address, or the block you mean, e.g. "${text}/16".`,
          );
    if (!Address4.isValid(text) || !/^[0-9.]+\/(?:0|[1-9][0-9]?)$/.test(text))
      return say(
        'is not a block of addresses.',
        'Write four numbers of 0 to 255 and a prefix of 0 to 32, e.g. "10.0.0.0/16".',
      );
    const address = new Address4(text);
    const start = address.startAddress().correctForm();
    if (start !== address.correctForm())
      return say(
        'has bits set behind its prefix.',
        `Write "${start}/${address.subnetMask}" for the block that holds it.`,
      );
    return undefined;
  }

  /** Whether the address, or every address of the other block, lies in this block. */
  public contains(other: Cidr | AddressNumber): boolean {
    if (typeof other === 'number') return other >= this.first && other <= this.last;
    return this.first <= other.first && other.last <= this.last;
  }

  /** Whether the two blocks share an address. */
  public overlaps(other: Cidr): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  /**
   * The address at a position; negative positions count from the end.
   * @throws RangeError where the block has no such position
   */
  public at(position: number): AddressNumber {
    const address = position < 0 ? this.last + 1 + position : this.first + position;
    if (!Number.isInteger(position) || !this.contains(address))
      throw new RangeError(`${this.toString()} has no address at position ${position}`);
    return address;
  }

  /**
   * The n-th of the equal parts of this block with the longer prefix.
   * @throws RangeError where there is no such part
   */
  public subnet(prefix: number, n: number): Cidr {
    const count = 2 ** (prefix - this.prefix);
    const isWhole = Number.isInteger(prefix) && Number.isInteger(n);
    if (!isWhole || prefix < this.prefix || prefix > 32 || n < 0 || n >= count)
      throw new RangeError(`${this.toString()} has no part number ${n} of prefix /${prefix}`);
    return new Cidr(this.first + n * 2 ** (32 - prefix), prefix);
  }

  public toString(): string {
    return `${formatAddress(this.first)}/${this.prefix}`;
  }
}
