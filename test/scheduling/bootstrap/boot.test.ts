import { Cluster, Endpoint, Etcd, Machines, Platform, Site } from 'altostratus';
import type { NodeOptions } from 'altostratus';
import { anyProvider, settleTree, SMALL, specOf } from '../sample-cluster';

/** What SELinux has to do on a host of etcd, of the control plane, and of a pool. */
function selinuxOn(osFamily: 'debian' | 'rhel', nodes: NodeOptions = {}) {
  const platform = new Platform({ name: 'shop', environment: 'test', domain: 'example.com' });
  const provider = {
    ...anyProvider,
    shapeFor: (...wish: Parameters<typeof anyProvider.shapeFor>) => {
      const shape = anyProvider.shapeFor(...wish);
      return shape && { ...shape, osFamily };
    },
  };
  const site = new Site(platform, 'dc1', { provider, network: '10.10.0.0/16', zones: 1 });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, SMALL),
    etcd: Etcd.dedicated(Machines.of(3, SMALL)),
    endpoint: Endpoint.vip('10.10.0.10'),
    nodes,
  });
  const pool = cluster.addPool('general', { machines: Machines.of(2, SMALL) });
  settleTree(platform);
  return [cluster.etcd[0], cluster.controlPlane[0], pool.machines[0]].map((host) =>
    specOf(host).selinux.some(({ kind }) => kind === 'permissive'),
  );
}

describe('SELinux', () => {
  test('only notes refusals on hosts that run pods, as kubeadm wants it', () => {
    expect(selinuxOn('rhel')).toEqual([false, true, true]);
  });

  test('stays as it is where that is said, and nobody speaks of it on Debian and its kin', () => {
    expect(selinuxOn('rhel', { selinux: 'unchanged' })).toEqual([false, false, false]);
    expect(selinuxOn('debian')).toEqual([false, false, false]);
  });
});
