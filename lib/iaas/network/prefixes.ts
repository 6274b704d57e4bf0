import { Cidr, formatAddress } from '../../core/cidr';
import { report } from '../../core/finding';
import type { Network } from '../network';
import type { ISite } from '../site-interface';

/** Reports a network that its provider does not take, or that it takes but not in parts so small: `provider-lacks`. */
export function checkPrefixes(site: ISite, network: Network, limits: { shortest: number; longest: number }): void {
  const { cidr } = network;
  const { shortest, longest } = limits;
  const smallest = [...network.publicSubnets, ...network.dynamicSubnets, ...network.subnets].reduce((least, subnet) =>
    subnet.cidr.prefix > least.cidr.prefix ? subnet : least,
  );
  const isTooLarge = cidr.prefix < shortest;
  if (!isTooLarge && smallest.cidr.prefix <= longest) return;
  const longestWhole = longest - smallest.cidr.prefix + cidr.prefix;
  const what = isTooLarge
    ? 'is too large'
    : `is too small: subnet "${smallest.id}" would be ${smallest.cidr.toString()}`;
  report(network, {
    rule: 'provider-lacks',
    message: `The network ${cidr.toString()} of site "${site.siteName}" ${what}. Provider "${site.provider.kind}" has networks and subnets of /${shortest} to /${longest}.`,
    remedy: `Use \`network\` of /${shortest} to /${longestWhole}, e.g. "${resized(cidr, isTooLarge ? shortest : longestWhole)}": its smallest subnets are 1/${2 ** (smallest.cidr.prefix - cidr.prefix)} of it.`,
  });
}

/** The block of another size that begins with the same address, or holds it. */
function resized({ first }: Cidr, prefix: number): string {
  const size = 2 ** (32 - prefix);
  return Cidr.parse(`${formatAddress(first - (first % size))}/${prefix}`).toString();
}
