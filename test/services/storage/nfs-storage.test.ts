import { Size } from 'cdk8s';
import { findings } from 'altostratus/testing';
import { ClusterDns, LogCenter, NfsStorage } from '../../../lib/services';
import { manifests, rulesIn, sample } from '../sample';

const EXPORT = { server: '10.10.0.5', path: '/export/k8s' };

it('is a storage class of the driver, with its export', () => {
  const { platform, cluster } = sample();
  new NfsStorage(cluster, 'nfs', EXPORT);
  const { metadata } = manifests(platform).has('StorageClass', 'nfs', {
    provisioner: 'nfs.csi.k8s.io',
    parameters: { server: '10.10.0.5', share: '/export/k8s', onDelete: 'archive' },
    mountOptions: ['nfsvers=4.1'],
  });
  expect(metadata.annotations).toBeUndefined();
});

it('is asked for by services that name no class, where it is the default', () => {
  const { platform, cluster } = sample();
  new ClusterDns(cluster, 'dns');
  new LogCenter(cluster, 'logs');
  expect(rulesIn(platform)).toEqual(['unknown-requirement']);
  new NfsStorage(cluster, 'nfs', { ...EXPORT, default: true });
  expect(rulesIn(platform)).toEqual([]);
  manifests(platform).has('StorageClass', 'nfs', {
    metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  });
});

it('shares one driver with others of the same cluster', () => {
  const { platform, cluster } = sample();
  new NfsStorage(cluster, 'nfs', EXPORT);
  new NfsStorage(cluster, 'archive', { ...EXPORT, path: '/export/archive', onDelete: 'delete' });
  const all = manifests(platform);
  expect(
    all
      .find('StorageClass')
      .map(({ metadata }) => metadata.name)
      .sort(),
  ).toEqual(['archive', 'nfs']);
  expect(all.find('CSIDriver').length).toBe(1);
  expect(all.find('DaemonSet', 'csi-nfs-node').length).toBe(1);
});

it('gives storage that all nodes can use together', () => {
  const { cluster } = sample();
  const claim = new NfsStorage(cluster, 'nfs', EXPORT).claim(Size.gibibytes(20));
  expect([claim.storageClass, claim.accessMode, claim.size.toGibibytes()]).toEqual(['nfs', 'ReadWriteMany', 20]);
});

it('gives the driver of each node the folders of the kubelet, so that mounts reach the pods', () => {
  const { platform, cluster } = sample();
  new NfsStorage(cluster, 'nfs', EXPORT);
  const { template } = manifests(platform).has('DaemonSet', 'csi-nfs/csi-nfs-node').spec as {
    template: { spec: { containers: { name: string; volumeMounts: object[] }[]; tolerations: object[] } };
  };
  const plugin = template.spec.containers.find(({ name }) => name === 'nfs');
  expect(plugin?.volumeMounts).toContainEqual({
    name: 'pods',
    mountPath: '/var/lib/kubelet/pods',
    mountPropagation: 'Bidirectional',
  });
  expect(template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
});

it.each([
  [{ server: 'nfs:/export', path: '/export' }],
  [{ server: 'nfs.example.com', path: 'export' }],
  [{ server: 'nfs.example.com', path: '/a b' }],
])('reports an export that is none: %p', (props) => {
  const { platform, cluster } = sample();
  new NfsStorage(cluster, 'nfs', props);
  expect(findings(platform, 'nfs-export').map(({ path }) => path)).toEqual(['dc1/main/nfs']);
});
