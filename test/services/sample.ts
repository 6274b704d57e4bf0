import { Cluster, Endpoint, Etcd, Machines, Platform, PodNetwork, Site } from 'altostratus';
import { manifests, synthesize } from 'altostratus/testing';
import type { Manifests } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { reportsIn } from '../../lib/core/finding';
import type { KubernetesObject } from '../../lib/core/manifest';
import type { IProvider } from '../../lib/iaas/provider';
import { NfsStorage } from '../../lib/services';

/** A provider with machines of every size. */
const PROVIDER: IProvider = {
  kind: 'sample',
  capabilities: {
    fixedAddresses: true,
    virtualAddresses: true,
    cloudBalancers: false,
    autoscaledPools: true,
    secretDelivery: 'push',
    userDataLimit: undefined,
    metadataHardening: false,
    securityGroups: false,
  },
  settings: {},
  hosts: [],
  faults: [],
  zones: (count) => Array.from({ length: count }, (_, n) => `zone-${n + 1}`),
  reservedAddresses: [0, -1],
  shapeFor: ({ cpu, memory }) => ({
    cpu,
    memoryMib: memory.toMebibytes(),
    diskGib: 100,
    architecture: 'x86_64',
    kernel: '6.1',
  }),
};

const SIZE = { cpu: 8, memory: Size.gibibytes(32) };

export interface Sample {
  readonly platform: Platform;
  readonly site: Site;
  readonly cluster: Cluster;
}

/** A platform with one cluster and nothing on it. */
export function sample(podNetwork = PodNetwork.kubeRouter()): Sample {
  const platform = new Platform({ name: 'sample', environment: 'test', domain: 'sample.example' });
  const site = new Site(platform, 'dc1', {
    provider: PROVIDER,
    network: '10.10.0.0/16',
    zones: 1,
    access: { ssh: ['10.9.0.0/24'] },
  });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.10.0.10'),
    podNetwork,
  });
  cluster.addPool('general', { machines: Machines.of(5, SIZE) });
  return { platform, site, cluster };
}

/** The same with a default storage class. */
export function sampleWithStorage(): Sample & { readonly nfs: NfsStorage } {
  const base = sample();
  return { ...base, nfs: new NfsStorage(base.cluster, 'nfs', { server: '10.10.0.5', path: '/export', default: true }) };
}

/** Objects of one namespace. */
export function inNamespace(of: Manifests, namespace: string): readonly KubernetesObject[] {
  return of.all.filter(({ metadata }) => metadata.namespace === namespace);
}

/** Ids of the rules that constructs reported faults under, in order. */
export function reportedIn(platform: Platform): string[] {
  return reportsIn(platform).map(({ fault }) => fault.rule);
}

/** Ids of the rules that found something. */
export function rulesIn(platform: Platform): string[] {
  return [...new Set(synthesize(platform).findings.map(({ rule }) => rule))].sort();
}

export { manifests };
