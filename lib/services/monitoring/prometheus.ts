import { Lazy } from 'cdk8s';
import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { emitYaml } from '../../core/yaml';
import { Ports } from '../../scheduling/bootstrap/paths';
import { apiServer, namespaceOf, nodesOf, podsOf, podsWith, port } from '../network-rules';
import type { Component, ServiceChart, StartFiles } from '../service-chart';
import type { StorageClaim } from '../storage/storage-claim';
import { configVolume, emptyFolder, httpProbe, resources, spread } from '../workload';
import { MONITORING_PORTS } from './ports';
import { grantDiscovery, grantPrometheus } from './prometheus-access';
import { prometheusConfig } from './prometheus-config';
import type { PrometheusSettings } from './prometheus-config';
import type { platformRules } from './rules/platform-rules';
import { targetFault } from './scrape-target';
import type { ScrapeTarget } from './scrape-target';

export interface PrometheusProps {
  readonly chart: ServiceChart;
  readonly replicas: number;
  /** Of each replica; a size alone: lost with the pod. */
  readonly storage: StorageClaim | Size;
  readonly rules: ReturnType<typeof platformRules>;
  readonly settings: Omit<PrometheusSettings, 'targets' | 'maxMib' | 'namespace'>;
}

/** Source: github.com/prometheus/prometheus, release v3.14.0. */
const IMAGE = 'quay.io/prometheus/prometheus:v3.14.0';
const NAME = 'prometheus';
const MEMBERS = 'prometheus-members';
/** `nobody` of the image. */
const USER = 65_534;
const DATA = '/prometheus';

/** The rest is for what is not yet in blocks, and for blocks while they are merged; prometheus.io/docs, "Storage". */
const SHARE_OF_BLOCKS = 0.8;

/** Prometheus: each replica reads and judges everything for itself; Alertmanager tells of it once. */
export class Prometheus extends PlatformConstruct {
  private readonly props: PrometheusProps;
  private readonly component: Component;
  private readonly ownTargets: ScrapeTarget[] = [];
  private readonly discovered = new Set<string>();
  private readonly admitted = new Set<string>();

  public constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    this.props = props;
    const { chart } = props;
    this.component = chart.component(NAME, 'store');
    grantPrometheus(chart, NAME, this.component.labels);
    for (const namespace of ['default', 'kube-system', chart.namespaceName]) this.discover(namespace);
    this.createWorkload(this.createConfig());
    this.createServices();
    this.openWays();
  }

  public get targets(): readonly ScrapeTarget[] {
    return [...this.ownTargets];
  }

  public addTarget(target: ScrapeTarget): void {
    const fault = targetFault(target, new Set([...OWN_JOBS, ...this.ownTargets.map(({ name }) => name)]));
    if (fault === undefined) {
      this.ownTargets.push(target);
      this.discover(target.namespace);
      return;
    }
    this.report({
      rule: 'scrape-target',
      message: `Prometheus cannot read "${target.name}": ${fault}.`,
      remedy: 'Give a name of its own, namespace, labels and port of pods, and a path such as "/metrics".',
    });
  }

  public admit(namespace: string): void {
    this.admitted.add(namespace);
  }

  private discover(namespace: string): void {
    if (this.discovered.has(namespace)) return;
    this.discovered.add(namespace);
    grantDiscovery(this.props.chart, NAME, namespace, this.component.labels);
  }

  private createConfig(): StartFiles {
    const { chart, storage, settings, rules } = this.props;
    const size = 'size' in storage ? storage.size : storage;
    const maxMib = Math.floor(size.toMebibytes() * SHARE_OF_BLOCKS);
    const config = () =>
      prometheusConfig({ ...settings, maxMib, namespace: chart.namespaceName, targets: this.ownTargets });
    return chart.configMap(this.component, NAME, {
      'prometheus.yml': () => emitYaml(config()),
      'rules.yml': emitYaml(rules),
    });
  }

  private createWorkload(config: StartFiles): void {
    const { chart, replicas, storage } = this.props;
    const claimed = 'size' in storage;
    chart.statefulSet(this.component, {
      replicas,
      serviceName: MEMBERS,
      claims: claimed ? { data: storage.forOne() } : {},
      reads: [config],
      pod: {
        serviceAccountName: NAME,
        automountServiceAccountToken: true,
        securityContext: {
          runAsUser: USER,
          runAsGroup: USER,
          fsGroup: USER,
          fsGroupChangePolicy: 'OnRootMismatch',
        },
        topologySpreadConstraints: spread(this.component.selector, 'if-possible'),
        terminationGracePeriodSeconds: 300, // it writes down what it has in memory
        volumes: [configVolume(config.name), ...(claimed ? [] : [emptyFolder('data', storage.asString())])],
        containers: [container(config.name)],
      },
    });
  }

  private createServices(): void {
    const { chart } = this.props;
    const ports = [{ name: 'http', port: MONITORING_PORTS.prometheus, targetPort: k8s.IntOrString.fromString('http') }];
    chart.service(this.component, { ports, sessionAffinity: 'ClientIP' }); // replicas differ by a few seconds
    chart.service(this.component, { clusterIp: 'None', publishNotReadyAddresses: true, ports }, MEMBERS);
  }

  private openWays(): void {
    const { chart } = this.props;
    const { kubelet, nodeExporter, dns, prometheus, alertmanager, stateMetrics } = MONITORING_PORTS;
    const own = podsWith({ 'app.kubernetes.io/part-of': chart.namespaceName });
    const ingress = () => [{ from: [own, ...[...this.admitted].sort().map(namespaceOf)], ports: [port(prometheus)] }];
    const egress = () => [
      apiServer(),
      { to: [own], ports: [port(prometheus), port(alertmanager), port(stateMetrics)] },
      { to: nodesOf(chart.cluster), ports: [port(kubelet), port(nodeExporter), port(Ports.etcdMetrics)] },
      { to: [podsOf('kube-system', { 'k8s-app': 'kube-dns' })], ports: [port(dns)] },
      ...this.ownTargets.map((target) => ({ to: [podsOf(target.namespace, target.pods)], ports: [port(target.port)] })),
    ];
    chart.allow(this.component, {
      ingress: Lazy.any({ produce: ingress }) as k8s.NetworkPolicyIngressRule[],
      egress: Lazy.any({ produce: egress }) as k8s.NetworkPolicyEgressRule[],
    });
  }
}

/** Jobs that are always there. */
const OWN_JOBS: readonly string[] = [
  'apiserver',
  'etcd',
  'kubelet',
  'cadvisor',
  'node',
  'dns',
  'kube-state-metrics',
  'prometheus',
  'alertmanager',
];

function container(config: string): k8s.Container {
  const ready = httpProbe('/-/ready', 'http');
  return {
    name: NAME,
    image: IMAGE,
    args: [
      '--config.file=/etc/prometheus/prometheus.yml',
      `--storage.tsdb.path=${DATA}`,
      `--web.listen-address=:${MONITORING_PORTS.prometheus}`,
    ],
    ports: [{ name: 'http', containerPort: MONITORING_PORTS.prometheus }],
    resources: resources('250m', '2Gi'),
    // After a crash it reads what was not yet in blocks again.
    startupProbe: { ...ready, periodSeconds: 10, failureThreshold: 90 },
    readinessProbe: ready,
    livenessProbe: { ...httpProbe('/-/healthy', 'http'), periodSeconds: 20, failureThreshold: 6 },
    volumeMounts: [
      { name: 'data', mountPath: DATA },
      { name: config, mountPath: '/etc/prometheus', readOnly: true },
    ],
  };
}
