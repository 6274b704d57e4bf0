import type { DesiredRequest } from '../desired-state';

/** Accounts of the log center. */
export const ACCOUNTS = { admin: 'admin', collector: 'collector', dashboards: 'dashboards' } as const;

/** What the log center's database is to have beside logs. */
export interface LogState {
  /** Days after which an index of logs is deleted. */
  readonly retentionDays: number;
  /** Copies of each index beside the first. */
  readonly copies: number;
  /** Password of each account: references. */
  readonly passwords: Readonly<Record<keyof typeof ACCOUNTS, string>>;
}

const SECURITY = '/_plugins/_security/api';
const RETENTION = '/_plugins/_ism';
/** The indices: one for each day. */
export const LOGS = 'logs-*';

/** Accounts with no more rights than they need, how logs are indexed, and when they are deleted. */
export function logRequests({ retentionDays, copies, passwords }: LogState): DesiredRequest[] {
  return [
    put(`${SECURITY}/roles/collector`, {
      cluster_permissions: ['cluster_monitor', 'cluster_composite_ops'],
      index_permissions: [{ index_patterns: [LOGS], allowed_actions: ['crud', 'create_index'] }],
    }),
    ...Object.values(ACCOUNTS).map((name) =>
      put(`${SECURITY}/internalusers/${name}`, { password: passwords[name], description: 'Kept by altostratus' }),
    ),
    put(`${SECURITY}/rolesmapping/collector`, { users: [ACCOUNTS.collector] }),
    put(`${SECURITY}/rolesmapping/kibana_server`, { users: [ACCOUNTS.dashboards] }),
    put(`${SECURITY}/rolesmapping/all_access`, { users: [ACCOUNTS.admin] }),
    put('/_index_template/logs', indexTemplate(copies)),
    // A policy is replaced by name only with the number of its last change; without one it is removed and made anew.
    { verb: 'DELETE', path: `${RETENTION}/policies/retention`, accepted: [200, 404] },
    put(`${RETENTION}/policies/retention`, { policy: retentionPolicy(retentionDays) }),
    // Indices that are there follow it too: those that followed another one, and those that followed none.
    post(`${RETENTION}/change_policy/${LOGS}`, { policy_id: 'retention' }),
    post(`${RETENTION}/add/${LOGS}`, { policy_id: 'retention' }),
  ];
}

/**
 * Fields that programs choose freely are kept as one each: a `status` that is a number here and a text there must not make
 * the second one unreadable, and thousands of names must not become thousands of fields.
 */
function indexTemplate(copies: number): object {
  const free = { type: 'flat_object' };
  return {
    index_patterns: [LOGS],
    template: {
      settings: { number_of_shards: 1, number_of_replicas: copies },
      mappings: {
        properties: {
          '@timestamp': { type: 'date' },
          log: { type: 'text' },
          data: free,
          kubernetes: { properties: { labels: free } },
        },
      },
    },
  };
}

/** Source: docs.opensearch.org/latest/im-plugin/ism/policies */
function retentionPolicy(days: number): object {
  return {
    description: `Logs are deleted after ${days} days`,
    default_state: 'kept',
    states: [
      {
        name: 'kept',
        actions: [],
        transitions: [{ state_name: 'deleted', conditions: { min_index_age: `${days}d` } }],
      },
      { name: 'deleted', actions: [{ delete: {} }], transitions: [] },
    ],
    ism_template: [{ index_patterns: [LOGS], priority: 100 }],
  };
}

function put(path: string, body: object): DesiredRequest {
  return { verb: 'PUT', path, accepted: [200, 201], body: JSON.stringify(body) };
}

/** 404: there is no index yet. */
function post(path: string, body: object): DesiredRequest {
  return { verb: 'POST', path, accepted: [200, 404], body: JSON.stringify(body) };
}
