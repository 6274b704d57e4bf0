import { Cluster, Endpoint, Etcd, Machines, Platform, Provider, Site } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { cloudPlan } from './cloud-plan';

describe('machines of a Plan', () => {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = new Site(platform, 'hz', {
    provider: Provider.openstack({ cloud: 'hz', flavors: [{ name: 'l', cpu: 8, memory: Size.gibibytes(32) }] }),
    network: '10.30.0.0/16',
  });
  const size = { cpu: 8, memory: Size.gibibytes(32) };
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, { ...size, dataDisks: [Etcd.disk(Size.gibibytes(20))] }),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.30.0.10'),
  });
  cluster.addPool('general', { machines: Machines.of(1, size) });
  const { plan } = synthesize(platform) as { plan?: { sites: readonly [{ machines: readonly object[] }] } };
  const [master, , , worker] = plan?.sites[0].machines ?? [];

  it('say what they boot, and their data disks', () => {
    expect(master).toMatchObject({
      type: 'l',
      osFamily: 'debian',
      image: { newest: 'debian-12-genericcloud-amd64' },
      volumes: [{ name: 'etcd', sizeGib: 20, mount: '/var/lib/etcd', kind: '__DEFAULT__' }],
    });
  });

  it('have no volumes where they have no data disks', () => {
    expect(worker).toMatchObject({ type: 'l' });
    expect(worker).not.toHaveProperty('volumes');
  });

  it('guard their metadata service where the provider lets them, in groups too', () => {
    const { machines, pools } = cloudPlan({ workers: 1 }).sites[0] ?? { machines: [], pools: [] };
    const guarded = { tokens: 'required', hops: 1 };
    expect(machines.map(({ metadata }) => metadata)).toEqual(machines.map(() => guarded));
    expect(pools.map(({ group }) => group?.metadata)).toEqual([guarded]);
    expect(master).not.toHaveProperty('metadata');
  });
});
