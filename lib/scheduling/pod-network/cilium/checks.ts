import type { Fault } from '../../../core/finding';
import type { ICluster } from '../../cluster-interface';
import type { CiliumOptions } from './options';

/** What is wrong with settings of Cilium, all of it. */
export function faultsOf({ clusterName }: Pick<ICluster, 'clusterName'>, { encryption }: CiliumOptions): Fault[] {
  const settings = encryption?.settings;
  return [
    ...(clusterName.length > 32
      ? [
          {
            rule: 'name-invalid',
            message: `Cilium takes names of clusters of at most 32 characters; "${clusterName}" has ${clusterName.length}.`,
            remedy: 'Give the cluster a shorter name.',
          },
        ]
      : []),
    ...(settings?.kind === 'ipsec' && !(Number.isInteger(settings.keyId) && settings.keyId >= 1 && settings.keyId <= 15)
      ? [
          {
            rule: 'ipsec-key-id',
            message: `${settings.keyId} is not the number of a key of IPsec.`,
            remedy: 'Use 1 to 15; after 15 comes 1 again.',
          },
        ]
      : []),
  ];
}
