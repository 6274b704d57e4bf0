import { formatAddress } from '../../lib/core/cidr';
import { reportsIn } from '../../lib/core/finding';
import { takeAddress, takeCidr, tryCidr } from '../../lib/core/input';
import { Platform } from '../../lib/core/platform';

const platform = () => new Platform({ name: 'p', environment: 'dev', domain: 'example.com' });

it('good input is taken without a word', () => {
  const root = platform();
  expect(String(tryCidr(root, 'network', '10.0.0.0/16'))).toBe('10.0.0.0/16');
  expect(String(takeCidr(root, 'network', '10.0.0.0/16'))).toBe('10.0.0.0/16');
  expect(formatAddress(takeAddress(root, 'virtual address', '10.0.0.10') ?? 0)).toBe('10.0.0.10');
  expect(reportsIn(root)).toEqual([]);
});

it('a bad block is reported with what it was for, and stands for documentation addresses where one is needed', () => {
  const root = platform();
  expect(tryCidr(root, 'network', '10.0.0.1/16')).toBeUndefined();
  expect(String(takeCidr(root, 'range of pod addresses', '10.0.0.0'))).toBe('192.0.2.0/24');
  expect(reportsIn(root).map(({ fault }) => fault)).toEqual([
    {
      rule: 'cidr-malformed',
      message: 'The network "10.0.0.1/16" has bits set behind its prefix.',
      remedy: 'Write "10.0.0.0/16" for the block that holds it.',
    },
    {
      rule: 'cidr-malformed',
      message: 'The range of pod addresses "10.0.0.0" has no prefix length.',
      remedy: 'Write "10.0.0.0/32" for the one address, or the block you mean, e.g. "10.0.0.0/16".',
    },
  ]);
});

it('a bad address is reported with what it was for', () => {
  const root = platform();
  expect(takeAddress(root, 'virtual address', '10.0.0')).toBeUndefined();
  expect(reportsIn(root).map(({ fault }) => fault)).toEqual([
    {
      rule: 'address-malformed',
      message: 'The virtual address "10.0.0" is not an IPv4 address.',
      remedy: 'Write four numbers of 0 to 255, e.g. "10.0.0.10".',
    },
  ]);
});
