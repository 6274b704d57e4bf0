import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { Secret } from '../../core/secret';
import { podsWith, port } from '../network-rules';
import type { Component, ServiceChart, StartFiles } from '../service-chart';
import type { StorageClaim } from '../storage/storage-claim';
import { emptyFolder, httpProbe, resources, secretVariables, spread, variables } from '../workload';

export interface NacosProps {
  readonly chart: ServiceChart;
  readonly replicas: number;
  /** Of each member. */
  readonly storage: StorageClaim;
}

/** Ports of a member: the second and third are the first plus 1000 and 1001, the last is the first less 1000. */
export const NACOS_PORTS = { http: 8848, client: 9848, member: 9849, raft: 7848, console: 8080 } as const;

const NAME = 'nacos';
const MEMBERS = 'nacos-members';
const HOME = '/home/nacos';
const MEMORY = { container: '2Gi', heap: '1g', young: '512m' };

/** Members of a Nacos that keep their data among themselves (Derby, by Raft). */
export class Nacos extends PlatformConstruct {
  /** Its pods. */
  public readonly component: Component;
  /** Name for clients in the cluster. */
  public readonly host: string;
  private readonly props: NacosProps;

  public constructor(scope: Construct, id: string, props: NacosProps) {
    super(scope, id);
    this.props = props;
    this.component = props.chart.component(NAME, 'server');
    this.host = props.chart.serviceHost(NAME);
    this.createMembers(this.createKeys());
    this.createServices();
    this.openWays();
  }

  /** Keys that tokens are signed with and that members show each other; without them the program does not start. */
  private createKeys(): StartFiles {
    const token = new Secret(this, 'token-key', { kind: 'random', bytes: 48, encoding: 'base64' });
    return this.props.chart.secret(this.component, NAME, {
      token: token.value,
      'identity-key': Secret.password(this, 'identity-key', 16).value,
      'identity-value': Secret.password(this, 'identity-value').value,
    });
  }

  private createMembers(keys: StartFiles): void {
    const { chart, replicas, storage } = this.props;
    const members = Array.from(
      { length: replicas },
      (_, n) => `${NAME}-${n}.${chart.serviceHost(MEMBERS)}:${NACOS_PORTS.http}`,
    );
    chart.statefulSet(this.component, {
      replicas,
      serviceName: MEMBERS,
      claims: { data: storage.forOne() },
      reads: [keys],
      pod: {
        // Its image has files of root's alone, and its start script writes among them; so it is root, without any right of root.
        securityContext: { runAsNonRoot: false, runAsUser: 0, fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
        topologySpreadConstraints: spread(this.component.selector, 'always'),
        terminationGracePeriodSeconds: 60,
        volumes: [emptyFolder('logs', '2Gi')],
        containers: [memberContainer(members, keys.name)],
      },
    });
  }

  private createServices(): void {
    const { chart } = this.props;
    const all = Object.keys(NACOS_PORTS) as (keyof typeof NACOS_PORTS)[];
    chart.service(this.component, { ports: ['http' as const, 'client' as const, 'console' as const].map(servicePort) });
    chart.service(
      this.component,
      {
        clusterIp: 'None',
        publishNotReadyAddresses: true, // members are ready only when they have found each other
        ports: all.map(servicePort),
      },
      MEMBERS,
    );
  }

  /** Clients have accounts and may come from everywhere; the console, and what members say to each other, is closed. */
  private openWays(): void {
    const { http, client, member, raft } = NACOS_PORTS;
    const members = [podsWith(this.component.selector)];
    const between = [http, client, member, raft].map((number) => port(number));
    this.props.chart.allow(this.component, {
      ingress: [
        { from: [{ namespaceSelector: {} }], ports: [port(http), port(client)] },
        { from: members, ports: between },
      ],
      egress: [{ to: members, ports: between }],
    });
  }
}

function servicePort(name: keyof typeof NACOS_PORTS): k8s.ServicePort {
  return { name, port: NACOS_PORTS[name], targetPort: k8s.IntOrString.fromString(name) };
}

/** Source: github.com/nacos-group/nacos-docker, v3.2.3: bin/docker-startup.sh, conf/application.properties. */
function memberContainer(members: readonly string[], keys: string): k8s.Container {
  const health = (check: string) => httpProbe(`/v3/console/health/${check}`, 'console');
  return {
    name: NAME,
    image: 'docker.io/nacos/nacos-server:v3.2.3',
    env: [
      ...variables({
        MODE: 'cluster',
        EMBEDDED_STORAGE: 'embedded',
        PREFER_HOST_MODE: 'hostname',
        NACOS_SERVERS: members.join(' '),
        NACOS_AUTH_ENABLE: 'true',
        NACOS_AUTH_ADMIN_ENABLE: 'true',
        NACOS_AUTH_CONSOLE_ENABLE: 'true',
        NACOS_AI_PIPELINE_SKILL_SCANNER_ENABLED: 'false',
        JVM_XMS: MEMORY.heap,
        JVM_XMX: MEMORY.heap,
        JVM_XMN: MEMORY.young,
      }),
      ...secretVariables(keys, {
        NACOS_AUTH_TOKEN: 'token',
        NACOS_AUTH_IDENTITY_KEY: 'identity-key',
        NACOS_AUTH_IDENTITY_VALUE: 'identity-value',
      }),
    ],
    ports: Object.entries(NACOS_PORTS).map(([name, containerPort]) => ({ name, containerPort })),
    resources: resources('250m', MEMORY.container),
    securityContext: { readOnlyRootFilesystem: false },
    startupProbe: { ...health('liveness'), periodSeconds: 10, failureThreshold: 60 },
    readinessProbe: { ...health('readiness'), periodSeconds: 10 },
    livenessProbe: { ...health('liveness'), periodSeconds: 20, failureThreshold: 5 },
    volumeMounts: [
      { name: 'data', mountPath: `${HOME}/data` },
      { name: 'logs', mountPath: `${HOME}/logs` },
    ],
  };
}
