import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import orchestration, { config } from '../../apps/orchestration';
import { AlertReceiver } from '../../lib/services';
import { alertmanagerConfig } from '../../lib/services/monitoring/alertmanager-config';
import { platformRules } from '../../lib/services/monitoring/rules/platform-rules';
import { emitYaml } from '../../lib/core/yaml';
import { ApiServer } from './api-server';
import { planWithCluster } from './apply';
import { describeWith, freePorts, run, Server, temporaryFolder, until } from './programs';

const { cluster } = planWithCluster(orchestration(config.parse({})));

function dataOf(name: string, file: string): string {
  const found = cluster.objects.find(({ id }) => id === `v1/ConfigMap/monitoring/${name}`);
  return (found?.manifest as { data?: Record<string, string> } | undefined)?.data?.[file] ?? '';
}

describeWith(['promtool'], 'promtool', () => {
  const folder = temporaryFolder();
  const at = (name: string) => path.join(folder, name);
  const write = (name: string, text: string) => (fs.writeFileSync(at(name), text), at(name));
  const prometheus = () =>
    dataOf('prometheus', 'prometheus.yml')
      .replaceAll('/etc/prometheus', folder)
      .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount', folder);

  beforeAll(() => {
    write('rules.yml', dataOf('prometheus', 'rules.yml'));
    write('token', '');
    write('ca.crt', '');
  });

  it('takes the rendered configuration, and would not take another one', () => {
    const text = prometheus();
    run('promtool', ['check', 'config', write('prometheus.yml', text)]);
    const wrong = write('wrong.yml', text.replace('role: endpointslice', 'role: endpointslices'));
    expect(() => run('promtool', ['check', 'config', wrong])).toThrow(/endpointslices/);
  });

  it('takes the rules without a remark', () => {
    run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', at('rules.yml')]);
  });

  /** What is alerted at a time when measurements have been like this since the beginning, sixty of them, a minute apart. */
  const CASES: [alert: string, time: string, series: Record<string, string>, labels: Record<string, string>][] = [
    ['EtcdMemberDown', '10m', { 'up{job="etcd",instance="a:2381"}': '0x60' }, { job: 'etcd', instance: 'a:2381' }],
    ['EtcdNoLeader', '10m', { 'etcd_server_has_leader{job="etcd"}': '0x60' }, { job: 'etcd' }],
    [
      'EtcdNearQuota',
      '30m',
      {
        'etcd_mvcc_db_total_size_in_bytes{job="etcd"}': '1900000000x60',
        'etcd_server_quota_backend_bytes{job="etcd"}': '2147483648x60',
      },
      { job: 'etcd' },
    ],
    [
      'NodeNotReady',
      '10m',
      { 'kube_node_status_condition{condition="Ready",status="true",node="n1"}': '0x60' },
      { condition: 'Ready', status: 'true', node: 'n1' },
    ],
    [
      'ApiServerErrors',
      '30m',
      {
        'apiserver_request_total{job="apiserver",code="200"}': '0+90x60',
        'apiserver_request_total{job="apiserver",code="500"}': '0+10x60',
      },
      {},
    ],
    [
      'ControllersIdle',
      '10m',
      { 'kube_lease_renew_time{namespace="kube-system",lease="kube-scheduler"}': '0x60' },
      { namespace: 'kube-system', lease: 'kube-scheduler' },
    ],
    [
      'VolumeFull',
      '10m',
      {
        'kubelet_volume_stats_available_bytes{job="kubelet",namespace="a",persistentvolumeclaim="b"}': '1x60',
        'kubelet_volume_stats_capacity_bytes{job="kubelet",namespace="a",persistentvolumeclaim="b"}': '100x60',
      },
      { job: 'kubelet', namespace: 'a', persistentvolumeclaim: 'b' },
    ],
    [
      'CertificateEndsNow',
      '2h',
      { 'altostratus_certificate_end_time_seconds{certificate="apiserver"}': '86400x130' },
      { certificate: 'apiserver' },
    ],
    [
      'PodCrashLooping',
      '30m',
      { 'kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff",pod="p"}': '1 0 1 0 1x60' },
      { reason: 'CrashLoopBackOff', pod: 'p' },
    ],
    ['DnsDown', '10m', { 'up{job="dns"}': '0x60' }, {}],
    [
      'DnsErrors',
      '30m',
      {
        'coredns_dns_responses_total{rcode="NOERROR"}': '0+90x60',
        'coredns_dns_responses_total{rcode="SERVFAIL"}': '0+10x60',
      },
      {},
    ],
  ];

  /** A test of the rules: what a question has for an answer at a time. */
  const testOf = (series: Record<string, string>, eval_time: string, expr: string, answers: readonly string[]) => ({
    rule_files: [at('rules.yml')],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [{ expr, eval_time, exp_samples: answers.map((labels) => ({ labels, value: 1 })) }],
      },
    ],
  });
  const test = (name: string, ...what: Parameters<typeof testOf>) =>
    run('promtool', ['test', 'rules', write(`${name}.yml`, emitYaml(testOf(...what)))]);

  it.each(CASES)('says %s', (alert, time, series, labels) => {
    const firing = { alertname: alert, alertstate: 'firing' };
    const answer = labelled('ALERTS', { ...firing, severity: severityOf(alert) ?? '', ...labels });
    test(alert, series, time, labelled('ALERTS', firing), [answer]);
  });

  it('says nothing of a cluster that is well', () => {
    const well: Record<string, string> = {
      'up{job="etcd",instance="a:2381"}': '1x60',
      'etcd_server_has_leader{job="etcd"}': '1x60',
      'kube_node_status_condition{condition="Ready",status="true",node="n1"}': '1x60',
      'apiserver_request_total{job="apiserver",code="200"}': '0+100x60',
      'kube_lease_renew_time{namespace="kube-system",lease="kube-scheduler"}': '0+60x60',
      'up{job="dns"}': '1x60',
      'up{job="apiserver",instance="b:6443"}': '1x60',
      'up{job="kube-state-metrics"}': '1x60',
      'altostratus_certificate_end_time_seconds{certificate="apiserver"}': '31536000x60',
    };
    test('well', well, '50m', 'ALERTS', []);
  });
});

function labelled(name: string, labels: Record<string, string>): string {
  return `${name}{${Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(',')}}`;
}

function severityOf(alert: string): string | undefined {
  const rules = platformRules({ renewBeforeDays: 90 }).groups.flatMap((group) => group.rules);
  return rules.find((rule) => rule.alert === alert)?.labels.severity;
}

describeWith(['amtool'], 'amtool', () => {
  const folder = temporaryFolder();
  const check = (text: string) => {
    const file = path.join(folder, 'alertmanager.yml');
    fs.writeFileSync(file, text);
    return run('amtool', ['check-config', file]);
  };

  it('takes the rendered configuration, and would not take another one', () => {
    const text = dataOf('alertmanager', 'alertmanager.yml');
    expect(check(text)).toContain('1 receivers');
    expect(() => check(text.replace('receiver: platform', 'receiver: nobody'))).toThrow(/nobody/);
  });

  it('takes receivers of every kind, and none', () => {
    check(emitYaml(alertmanagerConfig([])));
    const mail = { to: 'a@example.com', from: 'b@example.com', server: 'smtp.example.com:587' };
    check(emitYaml(alertmanagerConfig([AlertReceiver.webhook('https://a.example'), AlertReceiver.email(mail)])));
  });
});

describeWith(['etcd', 'kube-apiserver', 'systemd-socket-activate'], 'what programs tell of themselves', () => {
  const folder = temporaryFolder();
  let api: ApiServer;

  beforeAll(async () => {
    api = await ApiServer.start({ folder, serviceCidr: cluster.serviceCidr });
  });

  afterAll(() => api.stop());

  /** Measurements in rules that come from a program. */
  const wanted = (prefix: RegExp) => {
    const { groups } = parse(dataOf('prometheus', 'rules.yml')) as { groups: { rules: { expr: string }[] }[] };
    const names = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.match(/[a-z]+(_[a-z0-9]+)+/g) ?? []));
    return [...new Set(names)].filter((name) => prefix.test(name));
  };

  it('has what the rules look at in API servers', async () => {
    const text = await api.client.raw('GET', '/metrics');
    const names = wanted(/^(apiserver|aggregator)_/);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !text.includes(`\n${name}{`))).toEqual([]);
  });

  it('has what the rules look at in etcd, also behind the socket that hosts have for it', async () => {
    const [port] = (await freePorts(1)) as [number];
    const proxy = ['/usr/lib/systemd/systemd-socket-proxyd', '--connections-max=16', api.etcd.replace('http://', '')];
    const server = Server.start('systemd-socket-activate', ['-l', `127.0.0.1:${port}`, ...proxy], folder);
    try {
      const text = await until(
        'measurements of etcd',
        async () => (server.assertAlive(), (await fetch(`http://127.0.0.1:${port}/metrics`)).text()),
        30,
        () => server.tail(),
      );
      const names = wanted(/^etcd_/);
      expect(names.length).toBeGreaterThan(3);
      expect(names.filter((name) => !text.includes(`\n${name}`))).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
