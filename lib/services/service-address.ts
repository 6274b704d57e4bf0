import type { Construct } from 'constructs';
import { Allotment } from '../core/allotment';
import { formatAddress } from '../core/cidr';
import type { Pool } from '../core/ledger';
import type { ICluster } from '../scheduling/cluster-interface';

const FEWEST = 16;
const MOST = 256;

/**
 * Addresses of Services that can be named beforehand. Kubernetes hands out the others first and leaves the lower band of the
 * range, a sixteenth of it but at least 16 and at most 256 addresses, to those who name one (KEP-3070). The first is that of
 * the API server, the tenth that of the DNS.
 */
export function serviceAddressesOf({ clusterName, serviceCidr }: ICluster): Pool {
  const band = Math.min(Math.max(FEWEST, Math.floor(serviceCidr.size / 16)), MOST, serviceCidr.size - 1);
  return {
    id: `service-addresses/${clusterName}`,
    first: serviceCidr.first + 1,
    last: serviceCidr.first + band,
    reserved: [serviceCidr.first + 1, serviceCidr.first + 10],
  };
}

/** An address of a Service that is known before the Service is there, and that never changes. */
export class ServiceAddress {
  private readonly allotment: Allotment;

  public constructor(scope: Construct, cluster: ICluster, label: string) {
    this.allotment = new Allotment(scope, { pool: serviceAddressesOf(cluster), label });
  }

  /** Dotted; known once the tree is complete. */
  public get text(): string {
    return formatAddress(this.allotment.value);
  }

  /** The same for props of Kubernetes objects. */
  public lazy(): string {
    return this.allotment.lazy(formatAddress);
  }
}
