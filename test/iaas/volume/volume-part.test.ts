import { volumePart } from '../../../lib/iaas/volume/volume-part';
import type { Volume } from '../../../lib/iaas/volume/data-disk';

const ETCD: Volume = {
  name: 'etcd',
  sizeGib: 20,
  mount: '/var/lib/etcd',
  mode: '0700',
  kind: 'gp3',
  neededBy: ['etcd.service'],
};

describe('what a host needs for its data disks', () => {
  test('is nothing without any', () => {
    expect(volumePart([])).toEqual({});
  });

  test('is what to mount, a unit that does it, and a guard of whoever needs it', () => {
    const { files = [], units = [], packages } = volumePart([ETCD]);
    expect(packages).toEqual(['e2fsprogs']);
    expect(files.find(({ path }) => path === '/etc/altostratus/volumes/etcd')?.content).toBe(
      'etcd 20 0700 /var/lib/etcd etcd.service\n',
    );
    expect(units.map(({ name }) => name)).toEqual([
      'altostratus-volume-etcd.service',
      'etcd.service.d/volume-etcd.conf',
    ]);
    expect(units[0]?.content).toContain('ExecStart=/usr/local/sbin/altostratus-mount-volume etcd\n');
    expect(units[0]?.content).toContain('\nRestart=on-failure\n');
    expect(units[1]?.content.split('\n')).toEqual([
      '[Unit]',
      'Wants=altostratus-volume-etcd.service',
      'After=altostratus-volume-etcd.service',
      'AssertPathIsMountPoint=/var/lib/etcd',
      'RequiresMountsFor=/var/lib/etcd',
      '',
    ]);
  });

  test('whatever the values are, they stay one word each', () => {
    const { files = [], units = [] } = volumePart([
      { ...ETCD, name: 'a b\nc', mount: '/x y', neededBy: ['e.service\nExecStart=/bin/sh'] },
    ]);
    expect(files[1]?.content.split(' ')).toHaveLength(5);
    expect(units.map(({ name }) => name).join()).toMatch(/^[A-Za-z0-9._:/,-]*(_[A-Za-z0-9._:/,-]*)*$/);
    for (const { content } of units) expect(content).not.toMatch(/^ExecStart=\/bin\/sh/m);
  });
});
