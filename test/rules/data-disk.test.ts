import { Etcd, Machines, Provider, Site } from 'altostratus';
import type { DataDisk } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

function withDisks(...dataDisks: readonly DataDisk[]) {
  const root = platform();
  const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network: '10.30.0.0/16' });
  const wish = { cpu: 8, memory: Size.gibibytes(32), dataDisks };
  Machines.of(3, wish).bind({ scope: aws, site: aws, role: 'worker' });
  return found(root, 'data-disk');
}

const DISK = Etcd.disk(Size.gibibytes(20));

describe('data-disk', () => {
  it('finds two disks for one place', () => {
    expect(withDisks(DISK, { ...DISK, name: 'other' })).toMatchObject([
      { severity: 'error', path: 'aws', message: expect.stringContaining('have the same place') as string },
    ]);
  });

  it('is content with a disk for etcd and one for data', () => {
    expect(withDisks(DISK, { name: 'data', size: Size.tebibytes(1), mount: '/srv/data' })).toEqual([]);
  });
});
