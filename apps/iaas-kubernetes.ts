// Kubernetes as a service of the infrastructure: machines of an OpenStack cloud, more of them from AWS when they are needed.
import {
  Cluster,
  Encryption,
  Endpoint,
  Etcd,
  EtcdBackup,
  Machines,
  Platform,
  PodNetwork,
  Provider,
  Secret,
  Site,
} from 'altostratus';
import { ClusterDns, DiskStorage } from 'altostratus/services';
import { Size } from 'cdk8s';
import { z } from 'zod';

/** What differs from environment to environment: stacks/iaas-kubernetes/Pulumi.<environment>.yaml. */
export const config = z.strictObject({
  environment: z.string().default('prod'),
  domain: z.string().default('compute.example.com'),
  cloud: z.string().default('private'),
  objectStore: z.string().default('https://objects.example.com'),
  region: z.string().default('eu-central-1'),
  workers: z.int().positive().default(6),
  burst: z.int().positive().default(40),
});

export type Config = z.infer<typeof config>;

export default function iaasKubernetes(config: Config): Platform {
  const { environment, domain } = config;
  const platform = new Platform({ name: 'compute', environment, domain });

  // 1. One network of its own in each cloud, with a tunnel between the two
  const openstack = new Site(platform, 'private', {
    provider: Provider.openstack({ cloud: config.cloud, zones: ['az1', 'az2', 'az3'], flavors: FLAVORS }),
    network: '10.40.0.0/16',
    access: { ssh: ['10.9.0.0/24'] },
  });
  const aws = new Site(platform, 'public', {
    provider: Provider.aws({ region: config.region }),
    network: '10.50.0.0/16',
  });
  openstack.linkTo(aws);

  // 2. The control plane is in one cloud; pods are encrypted on the way to the other
  const cluster = new Cluster(openstack, 'compute', {
    version: '1.36',
    controlPlane: Machines.of(3, { cpu: 4, memory: Size.gibibytes(16), dataDisks: [Etcd.disk(Size.gibibytes(20))] }),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
    podNetwork: PodNetwork.cilium({ pods: '10.64.0.0/14', encryption: Encryption.wireguard() }),
    backup: EtcdBackup.objectStore({
      endpoint: config.objectStore,
      bucket: 'etcd-snapshots',
      accessKey: Secret.fromEnvironment(platform, 'backup-access', 'BACKUP_ACCESS_KEY'),
      secretKey: Secret.fromEnvironment(platform, 'backup-secret', 'BACKUP_SECRET_KEY'),
    }),
  });
  cluster.addPool('base', {
    machines: Machines.of(config.workers, { cpu: 16, memory: Size.gibibytes(64) }),
  });
  cluster.addPool('burst', {
    on: aws,
    machines: Machines.between(0, config.burst, { cpu: 16, memory: Size.gibibytes(64), spot: true }),
    taint: 'burst',
  });

  // 3. Names, and disks of the cloud for pods
  new ClusterDns(cluster, 'dns');
  new DiskStorage(cluster, 'disks', { default: true });
  return platform;
}

/** What the private cloud offers. */
const FLAVORS = [
  { name: 'm1.large', cpu: 4, memory: Size.gibibytes(16) },
  { name: 'm1.xlarge', cpu: 8, memory: Size.gibibytes(32) },
  { name: 'm1.2xlarge', cpu: 16, memory: Size.gibibytes(64) },
];
