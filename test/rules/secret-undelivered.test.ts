import { Cluster, Endpoint, Etcd, Machines, Provider, SecretDelivery, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };

function withPool(secretDelivery?: SecretDelivery) {
  const root = platform();
  const site = new Site(root, 'aws', {
    provider: Provider.aws({ region: 'eu-west-1' }),
    network: '10.30.0.0/16',
    ...(secretDelivery && { secretDelivery }),
  });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
  });
  return { root, cluster, pool: cluster.addPool('burst', { machines: Machines.between(0, 5, SIZE) }) };
}

describe('secret-undelivered', () => {
  it('finds a pool that grows where somebody would have to push keys', () => {
    expect(found(withPool(SecretDelivery.push()).root, 'secret-undelivered')).toMatchObject([
      {
        severity: 'error',
        path: 'aws/main/burst/machines',
        message: expect.stringContaining('nobody would push them') as string,
      },
    ]);
  });

  it('finds a file that is too large for the store', () => {
    const { root, cluster } = withPool();
    const content = `${cluster.pki.joinToken.value}\n${'x'.repeat(70_000)}`;
    cluster.controlPlane[0]?.host.add({ files: [{ path: '/etc/large', content, secret: true }] });
    expect(found(root, 'secret-undelivered')).toMatchObject([
      {
        path: 'aws/main/control-plane-1',
        message: expect.stringMatching(/"\/etc\/large" .* about 70033 bytes; .* takes 65536/) as string,
      },
    ]);
  });

  it('is content with a store, and with user data', () => {
    expect(found(withPool().root, 'secret-undelivered')).toEqual([]);
    expect(found(withPool(SecretDelivery.inline('test')).root, 'secret-undelivered')).toEqual([]);
  });
});
