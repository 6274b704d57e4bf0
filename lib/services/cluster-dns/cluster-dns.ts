import { k8s } from 'cdk8s-plus-27';
import { formatAddress, parseAddress } from '../../core/cidr';
import { PlatformConstruct } from '../../core/construct';
import { isName, NameKinds } from '../../core/name';
import { dnsAddressOf } from '../../scheduling/cluster-interface';
import type { ICluster } from '../../scheduling/cluster-interface';
import { kubernetesVersion } from '../../scheduling/versions';
import { takeReplicas } from '../replicas';
import { ServiceChart } from '../service-chart';
import type { Component, StartFiles } from '../service-chart';
import { configVolume, httpProbe, resources, spread } from '../workload';
import { corefile, isWithin } from './corefile';
import type { DnsRecord, StubDomain } from './corefile';
import { grantCoreDns } from './core-dns-access';

export interface ClusterDnsProps {
  /** Zones that other servers answer for, with those servers' addresses (`10.1.0.2`, `10.1.0.2:5353`). @default - none */
  readonly stubDomains?: Readonly<Record<string, readonly string[]>>;
  /** Names with an address of their own. @default - none */
  readonly records?: Readonly<Record<string, string>>;
  /** Servers that are asked for all other names. @default - those of the nodes */
  readonly upstream?: readonly string[];
  /** How many of it run. @default 2 */
  readonly replicas?: number;
}

/** CoreDNS takes no more servers in one place (plugin forward). */
const MOST_SERVERS = 15;

/** `nonroot` of the image, as a number: a name cannot be verified not to be root. */
const USER = 65_532;

/** The DNS of a cluster: CoreDNS, as kubeadm would install it, at the tenth address of the range of Services. */
export class ClusterDns extends PlatformConstruct {
  public readonly cluster: ICluster;
  public readonly stubDomains: readonly StubDomain[];
  public readonly upstream: readonly string[];
  public readonly replicas: number;
  private readonly ownRecords: { readonly name: string; readonly address: () => string }[] = [];
  private readonly chart: ServiceChart;
  private readonly component: Component;

  /** Reported: `dns-zone` (a zone that is none, or the cluster's own), `dns-server`, `dns-record`, `replica-count`. */
  public constructor(cluster: ICluster, id: string, props: ClusterDnsProps = {}) {
    super(cluster, id);
    this.cluster = cluster;
    this.replicas = takeReplicas(this, props.replicas ?? 2);
    this.stubDomains = this.takeStubDomains(props.stubDomains ?? {});
    this.upstream = this.takeServers('all other names', props.upstream ?? []);
    for (const [name, address] of Object.entries(props.records ?? {})) this.addRecord(name, address);
    this.chart = new ServiceChart(this, 'coredns', { cluster, namespace: 'kube-system', service: 'kube-dns' });
    this.component = this.createComponent();
    this.createWorkload();
    this.createService();
  }

  public get records(): readonly DnsRecord[] {
    return this.ownRecords.map(({ name, address }) => ({ name, address: address() }));
  }

  /** Gives a name an address of its own. @param address as a function where the ledger hands it out */
  public addRecord(name: string, address: string | (() => string)): this {
    const known = typeof address === 'string' ? address : undefined;
    if (!isName(NameKinds.dnsName, name) || isWithin(name, this.cluster.dnsDomain))
      this.reportRecord(name, `cannot have an address of its own`);
    else if (known !== undefined && parseAddress(known) === undefined)
      this.reportRecord(name, `has "${known}" for an address, which is not an IPv4 address`);
    else this.ownRecords.push({ name, address: typeof address === 'string' ? () => address : address });
    return this;
  }

  private reportRecord(name: string, what: string): void {
    this.report({
      rule: 'dns-record',
      message: `The DNS name "${name}" ${what}.`,
      remedy: `Write a lower-case DNS name outside of ${this.cluster.dnsDomain}, and an address such as "10.0.0.10".`,
    });
  }

  private takeStubDomains(stubDomains: Readonly<Record<string, readonly string[]>>): StubDomain[] {
    const { dnsDomain } = this.cluster;
    return Object.entries(stubDomains).flatMap(([zone, given]) => {
      const servers = this.takeServers(`"${zone}"`, given);
      const isOwn = isWithin(zone, dnsDomain) || isWithin(dnsDomain, zone);
      if (isName(NameKinds.dnsName, zone) && !isOwn && servers.length > 0) return [{ zone, servers }];
      this.report({
        rule: 'dns-zone',
        message: `The stub domain "${zone}" ${isOwn ? `holds, or lies in, the cluster's own ${dnsDomain}` : servers.length === 0 ? 'has no servers' : 'is not a DNS name'}.`,
        remedy: 'Write a lower-case DNS name without a dot at its end, and the servers that answer for it.',
      });
      return [];
    });
  }

  private takeServers(what: string, servers: readonly string[]): string[] {
    const faulty = servers.filter((server) => !isServer(server));
    if (faulty.length > 0 || servers.length > MOST_SERVERS)
      this.report({
        rule: 'dns-server',
        message:
          faulty.length > 0
            ? `Not addresses of DNS servers for ${what}: ${faulty.map((server) => `"${server}"`).join(', ')}.`
            : `There are ${servers.length} DNS servers for ${what}.`,
        remedy: `Write up to ${MOST_SERVERS} IPv4 addresses, with a port where it is not 53: "10.1.0.2", "10.1.0.2:5353".`,
      });
    return servers.filter(isServer);
  }

  /** The label by which kubeadm, and every network policy of the world, knows these pods. */
  private createComponent(): Component {
    const component = this.chart.component('coredns', 'dns');
    const selector = { 'k8s-app': 'kube-dns' };
    return { ...component, labels: { ...component.labels, ...selector }, selector };
  }

  private createConfig(): StartFiles {
    const { stubDomains, upstream, cluster } = this;
    const text = () => corefile({ clusterDomain: cluster.dnsDomain, stubDomains, records: this.records, upstream });
    return this.chart.configMap(this.component, 'coredns', { Corefile: text });
  }

  private createWorkload(): void {
    const { chart, component, replicas } = this;
    const { name, selector } = component;
    const config = this.createConfig();
    grantCoreDns(chart, name, component.labels);
    chart.deployment(component, {
      replicas,
      reads: [config],
      pod: {
        serviceAccountName: name,
        automountServiceAccountToken: true,
        priorityClassName: 'system-cluster-critical',
        dnsPolicy: 'Default', // it asks the servers of its node; itself it would ask for ever
        securityContext: { runAsUser: USER, runAsGroup: USER },
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
        ],
        topologySpreadConstraints: spread(selector, 'if-possible'),
        volumes: [configVolume(config.name)],
        containers: [coreDns(kubernetesVersion(this.cluster.version).coredns, config.name)],
      },
    });
  }

  private createService(): void {
    this.chart.service(
      this.component,
      {
        clusterIp: formatAddress(dnsAddressOf(this.cluster)),
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP', targetPort: k8s.IntOrString.fromString('dns') },
          { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: k8s.IntOrString.fromString('dns-tcp') },
          { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: k8s.IntOrString.fromString('metrics') },
        ],
      },
      'kube-dns',
    );
  }
}

function isServer(text: string): boolean {
  const match = /^([0-9.]+)(?::([0-9]{1,5}))?$/.exec(text);
  const port = Number(match?.[2] ?? 53);
  return parseAddress(match?.[1] ?? '') !== undefined && port >= 1 && port <= 65_535;
}

function coreDns(version: string, config: string): k8s.Container {
  return {
    name: 'coredns',
    image: `registry.k8s.io/coredns/coredns:${version}`,
    args: ['-conf', '/etc/coredns/Corefile'],
    ports: [
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
      { name: 'health', containerPort: 8080, protocol: 'TCP' },
      { name: 'ready', containerPort: 8181, protocol: 'TCP' },
    ],
    resources: resources('100m', '170Mi'),
    securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
    readinessProbe: httpProbe('/ready', 'ready'),
    livenessProbe: { ...httpProbe('/health', 'health'), initialDelaySeconds: 60, failureThreshold: 5 },
    volumeMounts: [{ name: config, mountPath: '/etc/coredns', readOnly: true }],
  };
}
