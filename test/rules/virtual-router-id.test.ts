import { Cluster, Endpoint, Etcd } from 'altostratus';
import type { Platform } from 'altostratus';
import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

/** Two clusters on sites of their own; the second site's network begins with so many octets. */
function two(second: '10.10' | '10.11'): Platform {
  const root = platform();
  cluster(site(root, HEALTHY, '10.10.0.0/16', 'dc1'));
  const inventory = HEALTHY.map((host) => ({ ...host, address: host.address.replace('10.10', second) }));
  const other = site(root, inventory, `${second}.0.0/16`, 'dc2');
  new Cluster(other, 'other', {
    controlPlane: other.hosts('control-plane'),
    etcd: Etcd.dedicated(other.hosts('etcd')),
    endpoint: Endpoint.vip(`${second}.0.10`),
  });
  return root;
}

describe('virtual-router-id', () => {
  it('finds two sites on one wire with the same id', () => {
    expect(found(two('10.10'), 'virtual-router-id')).toMatchObject([
      { path: 'dc2/other/api', related: [{ path: 'dc1/main/api' }] },
    ]);
  });

  it('is content with one site, and with the same id on wires of their own', () => {
    expect(found(healthy().platform, 'virtual-router-id')).toEqual([]);
    expect(found(two('10.11'), 'virtual-router-id')).toEqual([]);
  });
});
