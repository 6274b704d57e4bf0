import { Cidr, parseAddress } from '../../../core/cidr';
import type { Fault } from '../../../core/finding';
import type { BgpOptions, KubeRouterOptions } from './options';

/** What is wrong with settings of kube-router, all of it. */
export function faultsOf({ bgp, externalAddresses = [], balancerAddresses = [] }: KubeRouterOptions): Fault[] {
  const ranges = [...externalAddresses, ...balancerAddresses].flatMap((text) => {
    const fault = Cidr.fault(text);
    return fault === undefined ? [] : [{ rule: 'cidr-malformed', ...fault }];
  });
  return [...ranges, ...(bgp === undefined ? [] : bgpFaults(bgp))];
}

function bgpFaults({ asn, peers = [] }: BgpOptions): Fault[] {
  const addresses = peers
    .filter(({ address }) => parseAddress(address) === undefined)
    .map(({ address }) => ({
      rule: 'address-malformed',
      message: `The address "${address}" of a BGP peer is not an IPv4 address.`,
      remedy: 'Write four numbers of 0 to 255, e.g. "10.0.0.1".',
    }));
  const numbers = [...(asn === undefined ? [] : [asn]), ...peers.map((peer) => peer.asn)]
    .filter((number) => !Number.isInteger(number) || number < 1 || number > 4_294_967_294)
    .map((number) => ({
      rule: 'bgp-asn',
      message: `${number} is not the number of an autonomous system.`,
      remedy: 'Use one of 64512 to 65534 for networks of your own (RFC 6996), or the one that you were assigned.',
    }));
  return [...addresses, ...numbers];
}
