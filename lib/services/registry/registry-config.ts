/** What one process of the registry is for. */
export type RegistryDuty =
  /** Gives images to everybody who asks, takes none. */
  | { readonly kind: 'pull' }
  /** Takes images from those who have an account. */
  | { readonly kind: 'push'; readonly accounts: string }
  /** Gives the images of another registry, and keeps them for a while. */
  | { readonly kind: 'cache'; readonly remote: string };

/** Where the processes listen, and where their files are. */
export const REGISTRY = {
  ports: { pull: 5000, push: 5001, cache: 5000 },
  data: '/var/lib/registry',
  config: '/etc/distribution',
  tls: '/etc/distribution-tls',
} as const;

/**
 * Configuration of CNCF distribution 3.
 * Source: distribution.github.io/distribution/about/configuration
 */
export function registryConfig(duty: RegistryDuty) {
  return {
    version: '0.1',
    log: { level: 'info', formatter: 'json', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: REGISTRY.data },
      // No cache of descriptors: another process writes to the same storage.
      maintenance: {
        readonly: { enabled: duty.kind === 'pull' },
        uploadpurging: { enabled: duty.kind === 'push', age: '168h', interval: '24h', dryrun: false },
      },
    },
    http: {
      addr: `:${REGISTRY.ports[duty.kind]}`,
      draintimeout: '20s',
      tls: { certificate: `${REGISTRY.tls}/tls.crt`, key: `${REGISTRY.tls}/tls.key`, minimumtls: 'tls1.2' },
      headers: { 'X-Content-Type-Options': ['nosniff'] },
    },
    health: { storagedriver: { enabled: true, interval: '10s', threshold: 3 } },
    ...(duty.kind === 'push' && { auth: { htpasswd: { realm: 'registry', path: duty.accounts } } }),
    ...(duty.kind === 'cache' && { proxy: { remoteurl: duty.remote, ttl: '168h' } }),
  };
}
