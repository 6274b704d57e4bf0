import { Registry, StorageClaim } from 'altostratus/services';
import type { AccessMode } from 'altostratus/services';
import { Size } from 'cdk8s';
import { found, healthy } from './fixtures';

function onStorage(accessMode: AccessMode, replicas: number) {
  const { platform, cluster } = healthy();
  const storage = StorageClaim.ofClass('fast', Size.gibibytes(100), accessMode);
  new Registry(cluster, 'registry', { storage, replicas });
  return found(platform, 'storage-not-shared');
}

describe('storage-not-shared', () => {
  it('finds two replicas on the disk of one node', () => {
    expect(onStorage('ReadWriteOnce', 2)).toMatchObject([
      { severity: 'error', path: 'dc1/main/registry', message: expect.stringContaining('"fast"') as string },
    ]);
  });

  it('is content with one replica, and with storage that several nodes write', () => {
    expect(onStorage('ReadWriteOnce', 1)).toEqual([]);
    expect(onStorage('ReadWriteMany', 2)).toEqual([]);
  });
});
