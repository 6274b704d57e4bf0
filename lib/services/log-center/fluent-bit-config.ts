/** Paths in the collector's container that are those of its node. */
export const NODE_PATHS = {
  logs: '/var/log',
  pods: '/var/lib/kubelet/pods',
  journal: '/run/log/journal',
  machineId: '/etc/machine-id',
} as const;

/** What the collector keeps on its node: how far it read, and what it could not send yet. */
export const STATE_FOLDER = '/var/lib/fluent-bit';

/** Port of its own state of health. */
export const HEALTH_PORT = 2020;

/** The name of every volume for files of logs: by it the collector finds them in the pods' folders on its node. */
export const LOG_VOLUME = 'altostratus-logs';

/** Folder of such a volume: says whose files they are. The parts are DNS labels, which have no `_`. */
export function logFolder(namespace: string, application: string, component: string): string {
  return `${namespace}_${application}_${component}`;
}

export interface CollectorSettings {
  /** Name of the database, and its port. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Variable with the password. */
  readonly passwordVariable: string;
  /** File with the authority of the database's certificate. */
  readonly authority: string;
  /** Namespace of the collectors: their own logs about logs are left out. */
  readonly ownNamespace: string;
}

/**
 * Configuration of Fluent Bit 5: what containers write to their output, what applications write to files in log volumes, and
 * what the node's kubelet and runtime write to the journal; all kept on the node until the database has it.
 * Source: docs.fluentbit.io/manual, 5.1
 */
export function fluentBitConfig(settings: CollectorSettings) {
  return {
    service: {
      flush: 5,
      log_level: 'info',
      http_server: 'on',
      http_port: HEALTH_PORT,
      health_check: 'on',
      'storage.path': `${STATE_FOLDER}/buffer`,
      'storage.sync': 'normal',
      'storage.backlog.mem_limit': '16M',
      'scheduler.cap': 60,
    },
    parsers: [
      {
        name: 'log-volume',
        format: 'regex',
        regex: `/pods/(?<pod_id>[^/]+)/.*/${LOG_VOLUME}/(?<namespace_name>[^_/]+)_(?<application>[^_/]+)_(?<component>[^_/]+)/(?<file>.+)$`,
      },
    ],
    pipeline: { inputs: inputs(settings), filters: filters(), outputs: [output(settings)] },
  };
}

function inputs({ ownNamespace }: CollectorSettings): object[] {
  const tail = {
    name: 'tail',
    read_from_head: 'on',
    refresh_interval: 10,
    buffer_max_size: '256k',
    skip_long_lines: 'on',
    'storage.type': 'filesystem',
  };
  return [
    {
      ...tail,
      tag: 'kube.*',
      path: `${NODE_PATHS.logs}/containers/*.log`,
      exclude_path: `${NODE_PATHS.logs}/containers/*_${ownNamespace}_*.log`,
      'multiline.parser': 'cri',
      db: `${STATE_FOLDER}/containers.db`,
    },
    {
      ...tail,
      tag: 'files.*',
      path: `${NODE_PATHS.pods}/*/volumes/kubernetes.io~empty-dir/${LOG_VOLUME}/*/*.log`,
      path_key: 'path',
      key: 'log',
      db: `${STATE_FOLDER}/files.db`,
    },
    {
      name: 'systemd',
      tag: 'host.*',
      systemd_filter: ['_SYSTEMD_UNIT=kubelet.service', '_SYSTEMD_UNIT=containerd.service'],
      read_from_tail: 'on',
      strip_underscores: 'on',
      lowercase: 'on',
      db: `${STATE_FOLDER}/journal.db`,
      'storage.type': 'filesystem',
    },
  ];
}

function filters(): object[] {
  return [
    {
      name: 'kubernetes',
      match: 'kube.*',
      kube_tag_prefix: 'kube.var.log.containers.',
      merge_log: 'on',
      merge_log_key: 'data',
      keep_log: 'on',
      annotations: 'off',
      buffer_size: '256k',
    },
    { name: 'parser', match: 'files.*', key_name: 'path', parser: 'log-volume', reserve_data: 'on' },
    {
      name: 'nest',
      match: 'files.*',
      operation: 'nest',
      wildcard: ['pod_id', 'namespace_name', 'application', 'component'],
      nest_under: 'kubernetes',
    },
    { name: 'modify', match: 'host.*', rename: ['message log', 'systemd_unit unit'] },
    { name: 'modify', match: '*', set: 'node ${NODE_NAME}' },
  ];
}

function output({ host, port, user, passwordVariable, authority }: CollectorSettings): object {
  return {
    name: 'opensearch',
    match: '*',
    host,
    port,
    http_user: user,
    http_passwd: `\${${passwordVariable}}`,
    tls: 'on',
    'tls.verify': 'on',
    'tls.verify_hostname': 'on',
    'tls.ca_file': authority,
    logstash_format: 'on',
    logstash_prefix: 'logs',
    suppress_type_name: 'on',
    generate_id: 'on', // what is sent again is not there twice
    compress: 'gzip',
    buffer_size: '1M',
    retry_limit: 'no_limits',
    'storage.total_limit_size': '2G',
  };
}
