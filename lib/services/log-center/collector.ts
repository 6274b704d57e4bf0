import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { emitYaml } from '../../core/yaml';
import type { ICluster } from '../../scheduling/cluster-interface';
import { apiServer, podsOf, port } from '../network-rules';
import { platformAuthority } from '../platform-authority';
import { ServiceChart } from '../service-chart';
import type { Component, StartFiles } from '../service-chart';
import { configVolume, httpProbe, resources, secretVariables } from '../workload';
import { fluentBitConfig, HEALTH_PORT, NODE_PATHS, STATE_FOLDER } from './fluent-bit-config';
import { OPEN_SEARCH_PORT } from './open-search';
import type { OpenSearch } from './open-search';
import { ACCOUNTS } from './open-search-state';

export interface CollectorProps {
  readonly chart: ServiceChart;
  readonly component: Component;
  readonly store: OpenSearch;
  readonly storeNamespace: string;
  /** Password of its account: a reference. */
  readonly password: string;
}

const CONFIG = '/fluent-bit/etc/conf';
const TLS = '/fluent-bit/etc/tls';
const PASSWORD = 'STORE_PASSWORD';

/** Where collectors run: they read the nodes' files, which no other pods of the service may. */
export function collectorChart(scope: Construct, cluster: ICluster, service: string): ServiceChart {
  const namespace = `${service}-collectors`;
  return new ServiceChart(scope, namespace, { cluster, namespace, service, security: 'privileged' });
}

/** Brings the logs of every node, also those of the control plane, to the database: Fluent Bit. */
export class Collector extends PlatformConstruct {
  private readonly props: CollectorProps;

  public constructor(scope: Construct, id: string, props: CollectorProps) {
    super(scope, id);
    this.props = props;
    this.createAccess();
    this.createAgents(this.createConfig(), this.createKeys());
    this.openWays();
  }

  private createAccess(): void {
    const { chart, component } = this.props;
    const { labels } = component;
    const name = chart.namespaceName; // roles of the whole cluster need a name of their own there
    const verbs = ['get', 'list', 'watch'];
    new k8s.KubeServiceAccount(chart, 'service-account', { metadata: { name: component.name, labels } });
    new k8s.KubeClusterRole(chart, 'cluster-role', {
      metadata: { name, labels },
      rules: [{ apiGroups: [''], resources: ['pods', 'namespaces'], verbs }],
    });
    new k8s.KubeClusterRoleBinding(chart, 'cluster-role-binding', {
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: component.name, namespace: chart.namespaceName }],
    });
  }

  private createConfig(): StartFiles {
    const { chart, component, store } = this.props;
    const config = fluentBitConfig({
      host: store.host,
      port: OPEN_SEARCH_PORT,
      user: ACCOUNTS.collector,
      passwordVariable: PASSWORD,
      authority: `${TLS}/ca.crt`,
      ownNamespace: chart.namespaceName,
    });
    return chart.configMap(component, component.name, {
      'fluent-bit.yaml': emitYaml(config),
      'ca.crt': platformAuthority(this).attribute('certificate'),
    });
  }

  private createKeys(): StartFiles {
    const { chart, component, password } = this.props;
    return chart.secret(component, component.name, { password });
  }

  private createAgents(config: StartFiles, keys: StartFiles): void {
    const { chart, component } = this.props;
    chart.daemonSet(component, {
      reads: [config, keys],
      pod: {
        serviceAccountName: component.name,
        automountServiceAccountToken: true,
        priorityClassName: 'system-node-critical',
        securityContext: { runAsNonRoot: false, runAsUser: 0 },
        tolerations: [{ operator: 'Exists' }],
        terminationGracePeriodSeconds: 30,
        volumes: [configVolume(config.name), ...nodeVolumes()],
        containers: [agent(config.name, keys.name)],
      },
    });
  }

  private openWays(): void {
    const { chart, component, store, storeNamespace } = this.props;
    chart.allow(component, {
      egress: [
        { to: [podsOf(storeNamespace, store.component.selector)], ports: [port(OPEN_SEARCH_PORT)] },
        apiServer(),
      ],
    });
  }
}

/** It is root, because files of logs are their owners' alone; it may read what it may not write, and nothing more. */
function agent(config: string, keys: string): k8s.Container {
  const from = (name: string, mountPath: string, readOnly = true) => ({ name, mountPath, readOnly });
  return {
    name: 'fluent-bit',
    image: 'cr.fluentbit.io/fluent/fluent-bit:5.1.1',
    command: ['/fluent-bit/bin/fluent-bit', `--config=${CONFIG}/fluent-bit.yaml`],
    env: [
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ...secretVariables(keys, { [PASSWORD]: 'password' }),
    ],
    ports: [{ name: 'health', containerPort: HEALTH_PORT }],
    resources: resources('50m', '192Mi'),
    securityContext: { capabilities: { drop: ['ALL'], add: ['DAC_READ_SEARCH'] } },
    readinessProbe: { ...httpProbe('/api/v2/health', 'health'), periodSeconds: 20 },
    livenessProbe: { ...httpProbe('/', 'health'), periodSeconds: 20, failureThreshold: 5 },
    volumeMounts: [
      { ...from(config, `${CONFIG}/fluent-bit.yaml`), subPath: 'fluent-bit.yaml' },
      { ...from(config, `${TLS}/ca.crt`), subPath: 'ca.crt' },
      from('logs', NODE_PATHS.logs),
      from('pods', NODE_PATHS.pods),
      from('journal', NODE_PATHS.journal),
      from('machine-id', NODE_PATHS.machineId),
      from('state', STATE_FOLDER, false),
    ],
  };
}

function nodeVolumes(): k8s.Volume[] {
  const of = (name: string, path: string, type: string) => ({ name, hostPath: { path, type } });
  return [
    of('logs', NODE_PATHS.logs, 'Directory'),
    of('pods', NODE_PATHS.pods, 'Directory'),
    of('journal', NODE_PATHS.journal, 'DirectoryOrCreate'),
    of('machine-id', NODE_PATHS.machineId, 'File'),
    of('state', STATE_FOLDER, 'DirectoryOrCreate'),
  ];
}
