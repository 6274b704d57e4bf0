import {
  Cluster,
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
import type { BootPlan, IProvider } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { parse } from 'yaml';
import { BOOT_CONFIG_PATH, BOOT_PATH } from '../../../lib/iaas/secrets/boot-program';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
const WITH_DISK = { ...SIZE, dataDisks: [Etcd.disk(Size.gibibytes(20))] };

/** Clouds with a secret store. */
const CLOUDS: readonly (readonly [string, IProvider])[] = [
  ['aws', Provider.aws({ region: 'eu-central-1' })],
  ['alicloud', Provider.alicloud({ region: 'eu-central-1' })],
];

/** Every host and pool of two clusters with all that hosts can have: backup, disks for etcd, all of hardening. */
function hostsOf(provider: IProvider): readonly { readonly id: string; readonly boot: BootPlan }[] {
  const platform = new Platform({ name: 'enterprise-platform', environment: 'production', domain: 'example.com' });
  const site = new Site(platform, 'frankfurt', { provider, network: '10.30.0.0/16' });
  const key = (id: string) => Secret.fromEnvironment(platform, id, id.toUpperCase());
  const backup = EtcdBackup.objectStore({
    endpoint: 'https://s3.example.com',
    bucket: 'snapshots',
    accessKey: key('access'),
    secretKey: key('secret'),
  });
  const layouts = {
    stacked: { controlPlane: Machines.of(3, WITH_DISK), etcd: Etcd.stacked() },
    dedicated: { controlPlane: Machines.of(3, SIZE), etcd: Etcd.dedicated(Machines.of(3, WITH_DISK)) },
  };
  for (const [n, [id, layout]] of Object.entries(layouts).entries()) {
    const ranges = { podNetwork: PodNetwork.flannel({ pods: `10.24${n}.0.0/16` }), services: `10.9${n}.0.0/16` };
    const cluster = new Cluster(site, id, { ...layout, ...ranges, endpoint: Endpoint.cloud(), backup });
    cluster.addPool('general', { machines: Machines.of(1, SIZE) });
    cluster.addPool('burst', { machines: Machines.between(0, 5, SIZE) });
  }
  const made = synthesize(platform, { target: 'resources' });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  return made.plan.sites.flatMap(({ machines, pools }) => [...machines, ...pools]);
}

describe.each(CLOUDS)('user data of hosts on %s', (_, provider) => {
  const { userDataLimit: limit = Infinity } = provider.capabilities;
  const hosts = hostsOf(provider);

  test('take less than half of what the provider takes, whatever the host has', () => {
    expect(hosts.length).toBe(13);
    const large = hosts.filter(({ boot }) => Buffer.byteLength(boot.userData) >= limit / 2);
    expect(large.map(({ id, boot }) => [id, Buffer.byteLength(boot.userData)])).toEqual([]);
  });

  test('are plain text that no version of gzip has a say in: a program, its settings, and that it runs', () => {
    for (const { boot } of hosts) {
      const config = parse(boot.userData) as { write_files: { path: string; content: string; encoding?: string }[] };
      expect(config).toMatchObject({
        runcmd: [['sh', '-c', expect.stringMatching(`^${BOOT_PATH} && touch `) as string]],
      });
      expect(config.write_files.map(({ path, encoding }) => [path, encoding])).toEqual([
        [BOOT_CONFIG_PATH, undefined],
        [BOOT_PATH, undefined],
      ]);
      const { boot: wanted } = JSON.parse(config.write_files[0]?.content ?? '') as { boot: unknown };
      expect(wanted).toMatchObject({ parts: boot.stored, bytes: Buffer.byteLength(boot.script) });
    }
  });
});
