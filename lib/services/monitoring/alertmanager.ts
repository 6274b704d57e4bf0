import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { emitYaml } from '../../core/yaml';
import { podsWith, port } from '../network-rules';
import type { Component, ServiceChart, StartFiles } from '../service-chart';
import { configVolume, emptyFolder, httpProbe, resources, secretVolume, spread } from '../workload';
import type { AlertReceiver } from './alert-receiver';
import { alertmanagerConfig, RECEIVER_FOLDER, secretFile, secretOf } from './alertmanager-config';
import { MONITORING_PORTS } from './ports';

export interface AlertmanagerProps {
  readonly chart: ServiceChart;
  readonly replicas: number;
  readonly receivers: readonly AlertReceiver[];
}

/** Source: github.com/prometheus/alertmanager, release v0.34.0. */
const IMAGE = 'quay.io/prometheus/alertmanager:v0.34.0';
const NAME = 'alertmanager';
const MEMBERS = 'alertmanager-members';
/** `nobody` of the image. */
const USER = 65_534;
const DATA = '/alertmanager';

/**
 * Tells people of alerts, once whichever replica hears of them. What was silenced is known to all replicas and to no disk:
 * one that starts again gets it from the others.
 */
export class Alertmanager extends PlatformConstruct {
  private readonly props: AlertmanagerProps;
  private readonly component: Component;

  public constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    this.props = props;
    this.component = props.chart.component(NAME, 'notifier');
    this.createWorkload(this.createConfig(), this.createSecret());
    this.createServices();
    this.openWays();
  }

  /** Each replica: `alertmanager-0.alertmanager-members.monitoring.svc.cluster.local`. */
  public get hosts(): readonly string[] {
    const { chart, replicas } = this.props;
    return Array.from({ length: replicas }, (_, n) => `${NAME}-${n}.${chart.serviceHost(MEMBERS)}`);
  }

  private createConfig(): StartFiles {
    const { chart, receivers } = this.props;
    return chart.configMap(this.component, NAME, { 'alertmanager.yml': emitYaml(alertmanagerConfig(receivers)) });
  }

  private createSecret(): StartFiles {
    const { chart, receivers } = this.props;
    const files = receivers.flatMap((receiver, n) => {
      const secret = secretOf(receiver);
      return secret === undefined ? [] : [[secretFile(n), secret] as const];
    });
    return chart.secret(this.component, `${NAME}-receivers`, Object.fromEntries(files));
  }

  private createWorkload(config: StartFiles, receivers: StartFiles): void {
    const { chart, replicas } = this.props;
    const { gossip } = MONITORING_PORTS;
    chart.statefulSet(this.component, {
      replicas,
      serviceName: MEMBERS,
      claims: {},
      reads: [config, receivers],
      pod: {
        securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
        topologySpreadConstraints: spread(this.component.selector, 'if-possible'),
        terminationGracePeriodSeconds: 60,
        volumes: [configVolume(config.name), secretVolume(receivers.name), emptyFolder('data', '256Mi')],
        containers: [
          container(config.name, receivers.name, [
            `--cluster.listen-address=${replicas > 1 ? `0.0.0.0:${gossip}` : ''}`,
            ...(replicas > 1 ? ['--cluster.advertise-address=$(POD_IP):' + String(gossip)] : []),
            ...(replicas > 1 ? this.hosts.map((host) => `--cluster.peer=${host}:${gossip}`) : []),
          ]),
        ],
      },
    });
  }

  private createServices(): void {
    const { chart } = this.props;
    const http = { name: 'http', port: MONITORING_PORTS.alertmanager, targetPort: k8s.IntOrString.fromString('http') };
    const gossip = { port: MONITORING_PORTS.gossip, targetPort: k8s.IntOrString.fromString('gossip') };
    chart.service(this.component, { ports: [http] });
    chart.service(
      this.component,
      {
        clusterIp: 'None',
        publishNotReadyAddresses: true, // replicas look for each other while they start
        ports: [http, { ...gossip, name: 'gossip' }],
      },
      MEMBERS,
    );
  }

  private openWays(): void {
    const { chart, receivers } = this.props;
    const gossip = [port(MONITORING_PORTS.gossip), port(MONITORING_PORTS.gossip, 'UDP')];
    const members = podsWith(this.component.selector);
    const own = podsWith({ 'app.kubernetes.io/part-of': chart.namespaceName });
    const outside = [...new Set(receivers.map((receiver) => receiver.port))].map((number) => port(number));
    chart.allow(this.component, {
      ingress: [
        { from: [own], ports: [port(MONITORING_PORTS.alertmanager)] },
        { from: [members], ports: gossip },
      ],
      egress: [{ to: [members], ports: gossip }, ...(outside.length > 0 ? [{ ports: outside }] : [])],
    });
  }
}

function container(config: string, receivers: string, cluster: readonly string[]): k8s.Container {
  const ready = httpProbe('/-/ready', 'http');
  return {
    name: NAME,
    image: IMAGE,
    args: ['--config.file=/etc/alertmanager/alertmanager.yml', `--storage.path=${DATA}`, ...cluster],
    env: [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
    ports: [
      { name: 'http', containerPort: MONITORING_PORTS.alertmanager },
      { name: 'gossip', containerPort: MONITORING_PORTS.gossip },
      { name: 'gossip-udp', containerPort: MONITORING_PORTS.gossip, protocol: 'UDP' },
    ],
    resources: resources('20m', '128Mi'),
    startupProbe: { ...ready, periodSeconds: 5, failureThreshold: 24 },
    readinessProbe: ready,
    livenessProbe: { ...httpProbe('/-/healthy', 'http'), periodSeconds: 20 },
    volumeMounts: [
      { name: 'data', mountPath: DATA },
      { name: config, mountPath: '/etc/alertmanager', readOnly: true },
      { name: receivers, mountPath: RECEIVER_FOLDER, readOnly: true },
    ],
  };
}
