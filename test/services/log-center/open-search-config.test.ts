import { openSearchConfig, securityFiles } from '../../../lib/services/log-center/open-search-config';

const CONFIG = openSearchConfig({ clusterName: 'logs', nodesService: 'opensearch-nodes', nodes: ['opensearch-0'] });

it('speaks TLS on both layers, and knows nodes and administrators by their certificates', () => {
  expect(CONFIG).toMatchObject({
    'plugins.security.ssl.http.enabled': true,
    'plugins.security.ssl.http.pemcert_filepath': 'tls/tls.crt',
    'plugins.security.ssl.transport.pemkey_filepath': 'tls/tls.key',
    'plugins.security.nodes_dn': ['CN=opensearch'],
    'plugins.security.authcz.admin_dn': ['CN=opensearch-admin'],
  });
});

it('finds its members by the Service that lists them', () => {
  expect(CONFIG['discovery.seed_hosts']).toEqual(['opensearch-nodes']);
  expect(CONFIG['cluster.initial_cluster_manager_nodes']).toEqual(['opensearch-0']);
});

it('begins without any account, so that none has a password that everybody knows', () => {
  const files = securityFiles();
  for (const [name, type] of [
    ['internal_users.yml', 'internalusers'],
    ['roles_mapping.yml', 'rolesmapping'],
    ['roles.yml', 'roles'],
  ] as const)
    expect(files[name]).toEqual({ _meta: { type, config_version: 2 } });
  expect(files['config.yml']).toMatchObject({ config: { dynamic: { http: { anonymous_auth_enabled: false } } } });
});

it('has every file that the first start reads without asking whether it is there', () => {
  expect(Object.keys(securityFiles())).toEqual(
    expect.arrayContaining([
      'config.yml',
      'roles.yml',
      'roles_mapping.yml',
      'internal_users.yml',
      'action_groups.yml',
      'tenants.yml',
    ]),
  );
});
