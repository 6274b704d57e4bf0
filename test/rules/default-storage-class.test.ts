import { foundIn } from './objects';

const storageClass = (name: string, isDefault: boolean) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name,
    namespace: undefined as never,
    annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) },
  },
  provisioner: 'example.com/disk',
});

describe('default-storage-class', () => {
  it('finds two', () => {
    expect(foundIn('default-storage-class', [storageClass('a', true), storageClass('b', true)])).toMatchObject([
      { message: expect.stringContaining('"a" and "b"') as string, related: [{ path: 'dc1/main/extra/object-0' }] },
    ]);
  });

  it('is content with one', () => {
    expect(foundIn('default-storage-class', [storageClass('a', true), storageClass('b', false)])).toEqual([]);
  });
});
