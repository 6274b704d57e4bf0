import { digest } from '../bootstrap/digest';
import type { Argument, HostPathMount } from '../bootstrap/kubeadm-types';
import { Paths } from '../bootstrap/paths';
import { admissionPlugins } from './admission';
import { apiServerFileList, apiServerFiles } from './api-server-files';
import type { HardenedCluster } from './model';
import { CIPHER_SUITES, TLS_MIN_VERSION } from './tls';

/** Flags of the API server beside those of kubeadm. Numbers are those of CIS Kubernetes Benchmark 1.12. */
export function apiServerArguments(cluster: HardenedCluster): readonly Argument[] {
  const { hardening } = cluster;
  const log = hardening.settings.audit;
  const { audit, authentication, encryption, admission } = apiServerFiles(cluster);
  return flags({
    ...common(cluster), // 1.2.15, 1.2.29
    'enable-admission-plugins': admissionPlugins(hardening).join(','), // 1.2.3, 1.2.9, 1.2.11, 1.2.14
    'encryption-provider-config': encryption.path, // 1.2.27, 1.2.28
    'encryption-provider-config-automatic-reload': 'true',
    'request-timeout': '60s', // 1.2.20
    'service-account-lookup': 'true', // 1.2.21
    ...(hardening.has('shortTokens') && { 'service-account-extend-token-expiration': 'false' }), // 1.2.30
    ...(hardening.has('servingCertificates') && { 'kubelet-certificate-authority': `${Paths.pki}/ca.crt` }), // 1.2.5
    ...(authentication && { 'authentication-config': authentication.path }), // 1.2.1
    ...(admission && { 'admission-control-config-file': admission.path }),
    ...(audit && {
      'audit-policy-file': audit.path, // 3.2.1
      'audit-log-path': `${Paths.auditLogs}/audit.log`, // 1.2.16
      'audit-log-maxage': String(log.maxAgeDays), // 1.2.17
      'audit-log-maxbackup': String(log.maxBackups), // 1.2.18
      'audit-log-maxsize': String(log.maxSizeMb), // 1.2.19
    }),
  });
}

/**
 * Folders that these flags need. The first one's name says what its files say: the API server reads most of them only when it
 * starts, and kubeadm replaces a static pod only where its manifest is another one.
 */
export function apiServerFolders(cluster: HardenedCluster): readonly HostPathMount[] {
  const { hardening } = cluster;
  const said = digest(...apiServerFileList(cluster).map(({ path, content }) => `${path}\n${content}`));
  const folder = (name: string, path: string) => ({ name, hostPath: path, mountPath: path });
  return [
    { ...folder(`apiserver-${said}`, Paths.apiServer), readOnly: true, pathType: 'Directory' },
    ...(hardening.has('auditLog')
      ? [{ ...folder('audit-log', Paths.auditLogs), readOnly: false, pathType: 'DirectoryOrCreate' as const }]
      : []),
  ];
}

/** Flags of the controller manager beside those of kubeadm. */
export function controllerManagerArguments(cluster: HardenedCluster): readonly Argument[] {
  return flags({
    ...common(cluster), // 1.3.2
    'bind-address': '127.0.0.1', // 1.3.7
    'use-service-account-credentials': 'true', // 1.3.3
    'terminated-pod-gc-threshold': '1000', // 1.3.1
  });
}

/** Flags of the scheduler beside those of kubeadm. */
export function schedulerArguments(cluster: HardenedCluster): readonly Argument[] {
  return flags({ ...common(cluster), 'bind-address': '127.0.0.1' }); // 1.4.1, 1.4.2
}

/** What all three have. */
function common({ hardening }: HardenedCluster): Record<string, string> {
  return {
    ...(hardening.has('profiling') && { profiling: 'false' }),
    ...(hardening.has('strongTls') && {
      'tls-min-version': TLS_MIN_VERSION,
      'tls-cipher-suites': CIPHER_SUITES.join(','),
    }),
  };
}

function flags(values: Readonly<Record<string, string>>): readonly Argument[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
