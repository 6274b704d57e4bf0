import { logRequests } from '../../../lib/services/log-center/open-search-state';

const REQUESTS = logRequests({
  retentionDays: 14,
  copies: 1,
  passwords: { admin: 'A', collector: 'C', dashboards: 'D' },
});

const bodyOf = (path: string): unknown => {
  const request = REQUESTS.filter(({ verb }) => verb !== 'DELETE').find((one) => one.path === path);
  return request?.body === undefined ? undefined : JSON.parse(request.body);
};

it('lets the collector add logs and nothing else', () => {
  expect(bodyOf('/_plugins/_security/api/roles/collector')).toEqual({
    cluster_permissions: ['cluster_monitor', 'cluster_composite_ops'],
    index_permissions: [{ index_patterns: ['logs-*'], allowed_actions: ['crud', 'create_index'] }],
  });
  expect(bodyOf('/_plugins/_security/api/rolesmapping/collector')).toEqual({ users: ['collector'] });
});

it.each([
  ['admin', 'A', 'all_access'],
  ['dashboards', 'D', 'kibana_server'],
])('gives %s its password and its role', (name, password, role) => {
  expect(bodyOf(`/_plugins/_security/api/internalusers/${name}`)).toHaveProperty('password', password);
  expect(bodyOf(`/_plugins/_security/api/rolesmapping/${role}`)).toEqual({ users: [name] });
});

it('deletes indices of logs after the days that were asked for, also those that are there', () => {
  expect(bodyOf('/_plugins/_ism/policies/retention')).toMatchObject({
    policy: {
      default_state: 'kept',
      states: [
        { name: 'kept', transitions: [{ state_name: 'deleted', conditions: { min_index_age: '14d' } }] },
        { name: 'deleted', actions: [{ delete: {} }] },
      ],
      ism_template: [{ index_patterns: ['logs-*'] }],
    },
  });
  const order = REQUESTS.map(({ verb, path }) => `${verb} ${path}`);
  const at = (text: string) => order.indexOf(text);
  expect(at('DELETE /_plugins/_ism/policies/retention')).toBeLessThan(at('PUT /_plugins/_ism/policies/retention'));
  expect(at('PUT /_plugins/_ism/policies/retention')).toBeLessThan(at('POST /_plugins/_ism/change_policy/logs-*'));
});

it('keeps as many copies as told, and free fields as one field each', () => {
  expect(bodyOf('/_index_template/logs')).toMatchObject({
    template: {
      settings: { number_of_replicas: 1 },
      mappings: {
        properties: { data: { type: 'flat_object' }, kubernetes: { properties: { labels: { type: 'flat_object' } } } },
      },
    },
  });
});

it('can be sent again: nothing but a wrong code ends it', () => {
  for (const { verb, accepted } of REQUESTS) expect(accepted).toEqual(verb === 'PUT' ? [200, 201] : [200, 404]);
});
