import * as fc from 'fast-check';
import { formatAddress, parseAddress } from '../../lib/core/cidr';
import { Network } from '../../lib/iaas/network';
import { newPlatform, reported, settleTree } from './settled';

const AWS = [0, 1, 2, 3, -1];

function network(cidr: string, zones: readonly string[], { reserved = AWS, occupied = [] as string[] } = {}) {
  const platform = newPlatform();
  return { platform, net: new Network(platform, 'net', { cidr, zones, reserved, occupied }) };
}

describe('addresses', () => {
  test('are the lowest free ones of the subnet of the zone, without those that are kept or occupied', () => {
    const { platform, net } = network('10.0.0.0/16', ['a', 'b'], { occupied: ['10.0.0.4'] });
    const allotments = [net.allot(net, 'a')];
    settleTree(platform);
    expect(allotments.map(({ value }) => formatAddress(value))).toEqual(['10.0.0.5']);
  });

  test('are all different, lie in their subnets and are never reserved ones', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 }), (zones) => {
        const { platform, net } = network('10.0.0.0/23', ['a', 'b', 'c']);
        const hosts = zones.map((zone, n) => ({
          zone,
          allotment: net.allot(
            new Network(net, `h${n}`, { cidr: '10.1.0.0/16', zones: ['all'], reserved: [], occupied: [] }),
            zone,
          ),
        }));
        expect(settleTree(platform).conflicts).toEqual([]);
        const values = hosts.map(({ allotment }) => allotment.value);
        expect(new Set(values).size).toBe(values.length);
        for (const { zone, allotment } of hosts) {
          const subnet = net.subnets.find((one) => one.zone === zone);
          expect(subnet?.cidr.contains(allotment.value)).toBe(true);
          expect(AWS.map((position) => subnet?.cidr.at(position))).not.toContain(allotment.value);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('stay when a zone is added', () => {
    const make = (zones: string[]) => {
      const { platform, net } = network('10.0.0.0/16', zones);
      return { platform, host: net.allot(net, 'b') };
    };
    const before = make(['a', 'b']);
    const { ledger } = settleTree(before.platform);
    const after = make(['a', 'b', 'c']);
    settleTree(after.platform, ledger);
    expect(after.host.value).toBe(before.host.value);
  });

  test('that are wanted decide the subnet themselves', () => {
    const { platform, net } = network('10.0.0.0/16', ['a', 'b']);
    const wanted = parseAddress('10.0.40.9');
    const allotment = net.allot(net, 'a', wanted);
    expect(settleTree(platform).conflicts).toEqual([]);
    expect(allotment.value).toBe(wanted);
  });

  test('where the provider chooses are never handed out, and cannot be wanted', () => {
    const platform = newPlatform();
    const props = { zones: ['a'], reserved: AWS, occupied: [], dynamicSubnets: true };
    const net = new Network(platform, 'net', { ...props, cidr: '10.0.0.0/24' });
    const dynamic = net.dynamicSubnets[0]?.cidr;
    expect(dynamic?.toString()).toBe('10.0.0.16/28');
    const hosts = Array.from(
      { length: 11 },
      (_, n) => new Network(platform, `h${n}`, { ...props, cidr: '10.1.0.0/16' }),
    );
    const allotments = hosts.map((host) => net.allot(host, 'a'));
    net.allot(platform, 'a', parseAddress('10.0.0.20'));
    expect(settleTree(platform).conflicts).toMatchObject([{ kind: 'outside', number: parseAddress('10.0.0.20') }]);
    for (const { value } of allotments) expect(dynamic?.contains(value)).toBe(false);
  });

  test('outside of the network are a conflict', () => {
    const { platform, net } = network('10.0.0.0/16', ['all']);
    net.allot(net, 'all', parseAddress('10.9.0.1'));
    expect(settleTree(platform).conflicts).toMatchObject([{ kind: 'outside' }]);
  });

  test('that the network or its provider keeps are reported', () => {
    const { platform, net } = network('10.0.0.0/16', ['all'], { reserved: [0, -1] });
    net.allot(net, 'all', parseAddress('10.0.255.255'));
    expect(reported(platform)).toMatchObject([
      {
        rule: 'address-taken',
        message: 'The address 10.0.255.255 is kept by the network 10.0.0.0/16 itself or by its provider.',
      },
    ]);
  });
});

describe('a network', () => {
  test('that is no block is reported', () => {
    const { platform } = network('10.0.0.0/33', ['a']);
    expect(reported(platform)).toMatchObject([{ rule: 'cidr-malformed', path: 'net' }]);
  });

  test('that is too small for its zones is reported, with the prefix that would do', () => {
    const { platform, net } = network('10.0.0.0/28', ['a', 'b', 'c']);
    expect(reported(platform)).toMatchObject([
      { rule: 'cidr-malformed', remedy: expect.stringContaining('Use a prefix of /27 or shorter') },
    ]);
    expect(net.subnets).toHaveLength(1);
  });

  test.each(['10.0.0.0/31', '10.0.0.7/32'])('of one or two addresses (%s) keeps none of them', (cidr) => {
    const { platform, net } = network(cidr, ['all']);
    const allotment = net.allot(net, 'all');
    expect(settleTree(platform).conflicts).toEqual([]);
    expect(net.cidr.contains(allotment.value)).toBe(true);
  });
});
