import { Size } from 'cdk8s';
import { Etcd } from '../../lib/scheduling/etcd';
import { Paths } from '../../lib/scheduling/bootstrap/paths';

test('a disk for etcd holds its data, and etcd waits for it', () => {
  expect(Etcd.disk(Size.gibibytes(20))).toMatchObject({
    name: 'etcd',
    mount: Paths.etcdData,
    mode: '0700',
    neededBy: ['etcd.service'],
  });
});
