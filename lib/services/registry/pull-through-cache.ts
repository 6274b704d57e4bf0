import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { deriveName, NameKinds } from '../../core/name';
import { Secret } from '../../core/secret';
import { nodesOf, port } from '../network-rules';
import { platformCertificate, TLS_SECRET, tlsFiles } from '../platform-authority';
import { ServiceAddress } from '../service-address';
import type { Component, ServiceChart } from '../service-chart';
import { claimSpec, requireStorage } from '../storage/storage-claim';
import type { StorageClaim } from '../storage/storage-claim';
import { REGISTRY } from './registry-config';
import { createConfig, registryContainer, registryPod } from './registry-pod';

export interface PullThroughCacheProps {
  readonly chart: ServiceChart;
  /** Registry whose images it gives: `quay.io`. */
  readonly upstream: string;
  readonly storage: StorageClaim;
}

/** The registry that is asked for images of `docker.io`; the name itself is that of a web site. */
const REMOTES: Readonly<Record<string, string>> = { 'docker.io': 'https://registry-1.docker.io' };

/** Whether a text can be the first part of images' names. */
export function isUpstream(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[0-9]{1,5})?$/.test(text);
}

/**
 * Gives the images of one upstream registry and keeps them for a week. One is enough: nodes ask the upstream itself while it
 * is away.
 */
export class PullThroughCache extends PlatformConstruct {
  private readonly chart: ServiceChart;
  private readonly upstream: string;
  private readonly component: Component;
  private readonly address: ServiceAddress;
  private readonly certificate: Secret;

  public constructor(scope: Construct, id: string, { chart, upstream, storage }: PullThroughCacheProps) {
    super(scope, id);
    this.chart = chart;
    this.upstream = upstream;
    const name = deriveName(NameKinds.dnsLabel, 'cache', ...upstream.split(/[.:]/));
    this.component = chart.component('registry', 'cache', name);
    this.address = new ServiceAddress(this, chart.cluster, 'address');
    this.certificate = platformCertificate(this, 'certificate', name, () => [
      chart.serviceHost(name),
      this.address.text,
    ]);
    this.createStorage(storage);
    this.createWorkload();
    this.createService();
    chart.cluster.addRegistryMirror({
      upstream,
      url: () => `https://${this.address.text}`,
      authority: this.certificate.attribute('authority'),
    });
  }

  private createStorage(storage: StorageClaim): void {
    const { name, labels } = this.component;
    const claim = new k8s.KubePersistentVolumeClaim(this.chart, `claim-${name}`, {
      metadata: { name, labels },
      spec: claimSpec(storage.forOne()),
    });
    requireStorage(claim, this.chart.cluster, storage);
  }

  private createWorkload(): void {
    const { chart, component } = this;
    const { name } = component;
    const remote = REMOTES[this.upstream] ?? `https://${this.upstream}`;
    const config = createConfig(chart, component, name, { kind: 'cache', remote });
    const httpSecret = new Secret(this, 'http-secret', { kind: 'random', bytes: 32, encoding: 'hex' });
    const keys = chart.secret(component, name, { 'http-secret': httpSecret.value });
    const tls = chart.secret(component, `${name}-tls`, tlsFiles(this.certificate), TLS_SECRET);
    chart.deployment(component, {
      pod: {
        ...registryPod(name, tls.name, [config.name]),
        containers: [registryContainer('cache', config.name, keys.name, tls.name)],
      },
      recreate: true, // two processes would each believe to know what is in the cache
      reads: [config, tls],
    });
  }

  private createService(): void {
    const { chart, component } = this;
    chart.service(component, {
      clusterIp: this.address.lazy(),
      ports: [{ name: 'cache', port: 443, targetPort: k8s.IntOrString.fromString('cache') }],
    });
    chart.allow(component, {
      ingress: [{ from: nodesOf(chart.cluster), ports: [port(REGISTRY.ports.cache)] }],
      egress: [{ ports: [port(443), ...upstreamPort(this.upstream)] }],
    });
  }
}

function upstreamPort(upstream: string): k8s.NetworkPolicyPort[] {
  const number = /:([0-9]+)$/.exec(upstream)?.[1];
  return number === undefined ? [] : [port(Number(number))];
}
