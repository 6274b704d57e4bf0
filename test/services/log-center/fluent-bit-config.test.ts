import * as fc from 'fast-check';
import { fluentBitConfig, LOG_VOLUME, logFolder, NODE_PATHS } from '../../../lib/services/log-center/fluent-bit-config';

const CONFIG = fluentBitConfig({
  host: 'opensearch.logs.svc.cluster.local',
  port: 9200,
  user: 'collector',
  passwordVariable: 'STORE_PASSWORD',
  authority: '/tls/ca.crt',
  ownNamespace: 'logs-collectors',
});

interface Input {
  readonly name: string;
  readonly tag: string;
  readonly path?: string;
  readonly db: string;
}

const inputs = CONFIG.pipeline.inputs as Input[];

it('reads what pods print, what they write into log volumes, and what the node’s own programs say', () => {
  expect(inputs.map(({ name, tag }) => `${name} ${tag}`)).toEqual(['tail kube.*', 'tail files.*', 'systemd host.*']);
  expect(inputs.find(({ tag }) => tag === 'kube.*')).toHaveProperty(
    'exclude_path',
    '/var/log/containers/*_logs-collectors_*.log',
  );
});

it('remembers for each of them how far it read', () => {
  expect(new Set(inputs.map(({ db }) => db)).size).toBe(3);
});

it('knows from the path whose file it is', () => {
  const [parser] = CONFIG.parsers;
  const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
  fc.assert(
    fc.property(label, label, label, fc.uuid(), (namespace, application, component, uid) => {
      const folder = logFolder(namespace, application, component);
      const file = `${NODE_PATHS.pods}/${uid}/volumes/kubernetes.io~empty-dir/${LOG_VOLUME}/${folder}/app.log`;
      expect(new RegExp(parser?.regex ?? '').exec(file)?.groups).toEqual({
        pod_id: uid,
        namespace_name: namespace,
        application,
        component,
        file: 'app.log',
      });
    }),
  );
});

it('looks for files where such a volume is', () => {
  const pattern = inputs.find(({ tag }) => tag === 'files.*')?.path ?? '';
  const file = `${NODE_PATHS.pods}/1234/volumes/kubernetes.io~empty-dir/${LOG_VOLUME}/${logFolder('a', 'b', 'c')}/app.log`;
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.~]/g, '\\$&'))
    .join('[^/]*');
  expect(file).toMatch(new RegExp(`^${expression}$`));
});

it('trusts the platform’s authority only, and writes no password down', () => {
  expect(CONFIG.pipeline.outputs).toEqual([
    expect.objectContaining({
      tls: 'on',
      'tls.verify': 'on',
      'tls.verify_hostname': 'on',
      'tls.ca_file': '/tls/ca.crt',
      http_passwd: '${STORE_PASSWORD}',
      logstash_prefix: 'logs',
    }),
  ]);
});

it('keeps what it could not send, up to a limit', () => {
  expect(CONFIG.pipeline.outputs[0]).toMatchObject({ retry_limit: 'no_limits', 'storage.total_limit_size': '2G' });
  for (const input of inputs) expect(input).toHaveProperty(['storage.type'], 'filesystem');
});
