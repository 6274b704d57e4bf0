import { Paths } from '../bootstrap/paths';
import type { Hardening } from './hardening';
import { CIPHER_SUITES, TLS_MIN_VERSION } from './tls';

/** Settings of kubelet that make it hard to attack (kubelet.config.k8s.io/v1beta1; CIS Kubernetes Benchmark 1.12, 4.2). */
export interface KubeletHardening {
  readonly authentication: {
    readonly anonymous: { readonly enabled: false };
    readonly webhook: { readonly enabled: true };
    readonly x509: { readonly clientCAFile: string };
  };
  readonly authorization: { readonly mode: 'Webhook' };
  readonly readOnlyPort: 0;
  readonly rotateCertificates: true;
  readonly serverTLSBootstrap: boolean;
  readonly protectKernelDefaults: boolean;
  readonly seccompDefault: boolean;
  readonly makeIPTablesUtilChains: true;
  readonly eventRecordQPS: number;
  readonly streamingConnectionIdleTimeout: string;
  readonly tlsMinVersion?: string;
  readonly tlsCipherSuites?: readonly string[];
}

export function kubeletHardening(hardening: Hardening): KubeletHardening {
  return {
    authentication: {
      anonymous: { enabled: false }, // 4.2.1
      webhook: { enabled: true },
      x509: { clientCAFile: `${Paths.pki}/ca.crt` }, // 4.2.3
    },
    authorization: { mode: 'Webhook' }, // 4.2.2
    readOnlyPort: 0, // 4.2.4
    rotateCertificates: true, // 4.2.10
    serverTLSBootstrap: hardening.has('servingCertificates'), // 4.2.9, 4.2.11
    protectKernelDefaults: hardening.has('kernelDefaults'),
    seccompDefault: hardening.has('seccompDefault'), // 4.2.14
    makeIPTablesUtilChains: true, // 4.2.6
    eventRecordQPS: 50, // 4.2.8
    // A shell in a pod in which nobody types for so long is closed.
    streamingConnectionIdleTimeout: '1h0m0s', // 4.2.5
    ...(hardening.has('strongTls') && { tlsMinVersion: TLS_MIN_VERSION, tlsCipherSuites: CIPHER_SUITES }), // 4.2.12
  };
}
