import { Size } from 'cdk8s';
import { Inventory } from '../../../lib/iaas/inventory/inventory';
import type { IProvider } from '../../../lib/iaas/provider';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import type { DataDisk } from '../../../lib/iaas/volume/data-disk';
import { settleVolumes } from '../../../lib/iaas/volume/settle-volumes';
import { newPlatform, reported } from '../settled';

const gib = (amount: number) => Size.gibibytes(amount);
const DISK: DataDisk = { name: 'etcd', size: gib(20), mount: '/var/lib/etcd' };

function settle(disks: readonly DataDisk[], provider: IProvider = Provider.aws({ region: 'eu-central-1' })) {
  const platform = newPlatform();
  const site = new Site(platform, 'fra', { provider, network: '10.0.0.0/16' });
  const volumes = settleVolumes(site, site, disks);
  return { volumes, faults: reported(platform) };
}

describe('data disks', () => {
  test('become volumes of the usual kind, or of the one that is named', () => {
    const { volumes, faults } = settle([
      { ...DISK, neededBy: ['etcd.service'], mode: '0700' },
      { name: 'data', size: Size.mebibytes(2_049), mount: '/srv/my-data', kind: 'io2' },
      { name: 'logs', size: gib(200), mount: '/var/log/pods', kind: 'st1' },
    ]);
    expect(volumes).toEqual([
      { name: 'etcd', sizeGib: 20, mount: '/var/lib/etcd', mode: '0700', kind: 'gp3', neededBy: ['etcd.service'] },
      { name: 'logs', sizeGib: 200, mount: '/var/log/pods', mode: '0755', kind: 'st1', neededBy: [] },
    ]);
    expect(faults.map(({ message }) => message)).toEqual([
      'The data disk "data" of 3 GiB is on site "fra", whose provider "aws" has no volumes of the kind "io2" of that size.',
    ]);
  });

  test.each([
    ['a name that is no label', { name: 'Etcd disk' }, 'has a name that cannot be the label'],
    ['a name that is too long', { name: 'a'.repeat(17) }, 'has a name that cannot be the label'],
    ['no path', { mount: 'etcd' }, 'is mounted at "etcd"'],
    ['the root', { mount: '/' }, 'is mounted at "/"'],
    ['a way back', { mount: '/var/../etc' }, 'is mounted at "/var/../etc"'],
    ['a path with a space', { mount: '/var/my data' }, 'is mounted at "/var/my data"'],
    ['no size', { size: gib(0) }, 'has no size'],
    ['no mode', { mode: 'rwx' }, 'has the mode "rwx"'],
  ])('%s is a fault', (_, change, message) => {
    const { volumes, faults } = settle([{ ...DISK, ...change }]);
    expect(volumes).toEqual([]);
    expect(faults).toMatchObject([{ rule: 'data-disk', message: expect.stringContaining(message) as string }]);
  });

  test.each([
    ['name', { ...DISK, mount: '/srv' }],
    ['place', { ...DISK, name: 'other' }],
  ])('two of one %s are a fault', (what, other) => {
    const { volumes, faults } = settle([DISK, other]);
    expect(volumes).toHaveLength(1);
    expect(faults).toMatchObject([
      { rule: 'data-disk', message: expect.stringContaining(`have the same ${what}.`) as string },
    ]);
  });

  test('kinds that the provider does not have are a fault, and hosts that are there have none', () => {
    expect(settle([{ ...DISK, kind: 'gp4' }]).faults).toMatchObject([
      {
        rule: 'provider-lacks',
        message: expect.stringContaining('has no volumes of the kind "gp4"') as string,
        remedy: 'Did you mean "gp3"?',
      },
    ]);
    const owned = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
    expect(settle([DISK], owned).faults).toMatchObject([
      { rule: 'provider-lacks', message: expect.stringContaining('has no volumes to make') as string },
    ]);
  });
});
