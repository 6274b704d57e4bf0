import { Cluster, Endpoint, Etcd, Machines, Platform, Provider, Site } from 'altostratus';
import type { IProvider, Plan, SecretDelivery } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };

/** A cloud with a secret store that takes user data of any size: sizes are not what is looked at here. */
export function roomyCloud(): IProvider {
  const provider = Provider.alicloud({ region: 'eu-central-1' });
  const capabilities = { ...provider.capabilities, userDataLimit: undefined };
  return Object.create(provider, { capabilities: { value: capabilities } }) as IProvider;
}

export interface CloudPlanOptions {
  readonly workers: number;
  /** @default true */
  readonly burst?: boolean;
  /** @default - the provider's */
  readonly secretDelivery?: SecretDelivery;
}

/** The plan of a cluster on a cloud with a secret store: masters, hosts of etcd, workers, and a pool that grows. */
export function cloudPlan({ workers, burst = true, secretDelivery }: CloudPlanOptions): Plan {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = new Site(platform, 'cloud', {
    provider: roomyCloud(),
    network: '10.30.0.0/16',
    zones: 1,
    ...(secretDelivery && { secretDelivery }),
  });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.dedicated(Machines.of(3, SIZE)),
    endpoint: Endpoint.cloud(),
  });
  cluster.addPool('general', { machines: Machines.of(workers, SIZE) });
  if (burst) cluster.addPool('burst', { machines: Machines.between(0, 5, SIZE) });
  // Groups that grow have ids that only the cloud can say.
  const made = synthesize(platform, { target: 'resources' });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  return made.plan;
}
