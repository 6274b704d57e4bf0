/** Where the program has its settings; certificates must be below (docs.opensearch.org/latest/security/configuration/tls). */
export const OPEN_SEARCH_CONFIG = '/usr/share/opensearch/config';

/** Common names of certificates: nodes know each other, and who may set up accounts, by them. */
export const COMMON_NAMES = { node: 'opensearch', admin: 'opensearch-admin' } as const;

/** What the nodes of one OpenSearch have in common. */
export interface OpenSearchSettings {
  readonly clusterName: string;
  /** Name of the Service that lists all pods, ready or not. */
  readonly nodesService: string;
  /** Names of the pods. */
  readonly nodes: readonly string[];
}

/**
 * `opensearch.yml`. Nodes and clients speak TLS with certificates of the platform; accounts have passwords; nothing of the
 * demonstration's certificates and accounts is used.
 * Source: docs.opensearch.org/latest/security/configuration
 */
export function openSearchConfig({ clusterName, nodesService, nodes }: OpenSearchSettings) {
  const tls = (layer: 'transport' | 'http') => ({
    [`plugins.security.ssl.${layer}.pemcert_filepath`]: 'tls/tls.crt',
    [`plugins.security.ssl.${layer}.pemkey_filepath`]: 'tls/tls.key',
    [`plugins.security.ssl.${layer}.pemtrustedcas_filepath`]: 'tls/ca.crt',
  });
  return {
    'cluster.name': clusterName,
    'node.name': '${HOSTNAME}',
    'network.host': '0.0.0.0',
    'discovery.seed_hosts': [nodesService],
    'cluster.initial_cluster_manager_nodes': [...nodes],
    ...tls('transport'),
    // Nodes are told apart by the name in their certificate: addresses of pods change, and have no names backwards.
    'plugins.security.ssl.transport.enforce_hostname_verification': false,
    'plugins.security.nodes_dn': [`CN=${COMMON_NAMES.node}`],
    'plugins.security.authcz.admin_dn': [`CN=${COMMON_NAMES.admin}`],
    'plugins.security.ssl.http.enabled': true,
    ...tls('http'),
    'plugins.security.ssl.http.clientauth_mode': 'OPTIONAL',
    // The first node writes the files below into the index of accounts, once; from then on the index counts.
    'plugins.security.allow_default_init_securityindex': true,
    'plugins.security.restapi.roles_enabled': ['all_access', 'security_rest_api_access'],
  };
}

/**
 * The files that the index of accounts is first made from: passwords are asked for, and there are no accounts, roles or
 * mappings. They stand in for those of the image, which has `admin` with a password that everybody knows.
 * Source: github.com/opensearch-project/security, config/
 */
export function securityFiles(): Record<string, object> {
  const meta = (type: string) => ({ _meta: { type, config_version: 2 } });
  return {
    'config.yml': {
      ...meta('config'),
      config: {
        dynamic: {
          http: { anonymous_auth_enabled: false },
          authc: {
            basic: {
              http_enabled: true,
              transport_enabled: true,
              order: 0,
              http_authenticator: { type: 'basic', challenge: true },
              authentication_backend: { type: 'intern' },
            },
          },
        },
      },
    },
    'internal_users.yml': meta('internalusers'),
    'roles.yml': meta('roles'),
    'roles_mapping.yml': meta('rolesmapping'),
    'action_groups.yml': meta('actiongroups'),
    'tenants.yml': meta('tenants'),
    'nodes_dn.yml': meta('nodesdn'),
  };
}
