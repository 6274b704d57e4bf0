import type { Secret } from '../../core/secret';
import type { HostFile } from '../../iaas/host-config/model';
import type { ClusterPki } from '../cluster-pki';
import { Paths } from './paths';

/** The authority of etcd: members and the control plane make their own certificates from it. */
export function etcdAuthorityFiles(pki: ClusterPki): readonly HostFile[] {
  return authority(pki.etcdAuthority, 'etcd/ca');
}

/** All keys of the control plane. kubeadm keeps pairs that are there and makes the rest from them (kubernetes.io, kubeadm-certs). */
export function controlPlaneKeyFiles(pki: ClusterPki): readonly HostFile[] {
  return [
    ...authority(pki.authority, 'ca'),
    ...authority(pki.frontProxyAuthority, 'front-proxy-ca'),
    ...etcdAuthorityFiles(pki),
    secretFile(`${Paths.pki}/sa.pub`, pki.serviceAccounts.attribute('public')),
    secretFile(`${Paths.pki}/sa.key`, pki.serviceAccounts.attribute('key')),
  ];
}

/** A file that is delivered apart from user data: it has references to secrets, or is one. */
export function secretFile(path: string, content: string): HostFile {
  return { path, content, mode: '0600', secret: true };
}

function authority(pair: Secret, name: string): HostFile[] {
  return [
    secretFile(`${Paths.pki}/${name}.crt`, pair.attribute('certificate')),
    secretFile(`${Paths.pki}/${name}.key`, pair.attribute('key')),
  ];
}
