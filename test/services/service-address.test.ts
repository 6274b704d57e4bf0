import * as fc from 'fast-check';
import { Cidr } from '../../lib/core/cidr';
import type { ICluster } from '../../lib/scheduling/cluster-interface';
import { serviceAddressesOf } from '../../lib/services/service-address';

const poolOf = (text: string) => serviceAddressesOf({ clusterName: 'main', serviceCidr: Cidr.parse(text) } as ICluster);

/** Bands that Kubernetes itself says in KEP-3070. */
it.each([
  ['10.96.0.0/16', 256],
  ['10.96.0.0/20', 256],
  ['10.96.0.0/24', 16],
  ['10.96.0.0/22', 64],
])('is the lower band of %s: %i addresses', (range, size) => {
  const { first, last } = poolOf(range);
  expect(last - first + 1).toBe(size);
});

it('never gives the addresses of the API server and of the DNS', () => {
  const { reserved } = poolOf('10.96.0.0/16');
  const { first } = Cidr.parse('10.96.0.0/16');
  expect(reserved).toEqual([first + 1, first + 10]);
});

it('lies in the range, whatever that is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 28 }), (prefix) => {
      const range = Cidr.parse(`10.0.0.0/${prefix}`);
      const { first, last } = poolOf(range.toString());
      expect(range.contains(first) && range.contains(last) && first <= last).toBe(true);
    }),
  );
});
