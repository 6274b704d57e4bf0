import { formatAddress } from '../../../core/cidr';
import type { Cidr } from '../../../core/cidr';
import type { Machine } from '../../../iaas/machine';
import type { MachinePool } from '../../../iaas/machine-pool';

/** A cluster, as far as names of its nodes go. */
export interface NamedCluster {
  readonly controlPlane: readonly Machine[];
  readonly pools: readonly { readonly machines: readonly Machine[]; readonly scaling: MachinePool | undefined }[];
  readonly apiHost: string;
  readonly balancer: { readonly address: string | undefined };
  readonly serviceCidr: Cidr;
  readonly dnsDomain: string;
  readonly hardening: { readonly nodeDomains: readonly string[] };
}

/**
 * The names and addresses that certificates of kubelets may have, for APPROVE_SERVING_CERTIFICATES. Nodes that come and go may
 * have any name and any address of their network that is not somebody else's: above all not the API server's, whose
 * certificate has the same authority. Known once the tree is complete.
 */
export function servingNames(cluster: NamedCluster): string {
  const { controlPlane, pools, apiHost, balancer, serviceCidr, dnsDomain, hardening } = cluster;
  const fixed = [...controlPlane, ...pools.flatMap(({ machines }) => machines)];
  const ranges = pools.flatMap(({ scaling }) => (scaling ? [scaling.site.network.cidr.toString()] : []));
  const service = 'kubernetes.default.svc';
  const reserved = [
    apiHost,
    ...(balancer.address === undefined ? [] : [balancer.address]),
    formatAddress(serviceCidr.at(Math.min(1, serviceCidr.size - 1))),
    'localhost',
    'kubernetes',
    'kubernetes.default',
    service,
    `${service}.${dnsDomain}`,
  ];
  return [
    ...fixed.map(({ machineName, address }) => `node ${machineName} ${address}`),
    ...[...new Set(ranges)].map((range) => `pool ${range}`),
    ...reserved.map((one) => `reserved ${one}`),
    ...hardening.nodeDomains.map((domain) => `domain ${domain}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
