/** Oldest TLS that API server, kubelet, controller manager and scheduler speak. */
export const TLS_MIN_VERSION = 'VersionTLS12';

/** The same in the words of etcd. */
export const ETCD_TLS_MIN_VERSION = 'TLS1.2';

/**
 * Cipher suites of TLS 1.2 with forward secrecy and authenticated encryption (CIS 1.2.29, 4.2.12); those of TLS 1.3 cannot be
 * chosen in Go. HTTP/2 needs the first of them (RFC 9113, 9.2.2).
 */
export const CIPHER_SUITES: readonly string[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];
