import type { ICluster } from 'altostratus';
import { ClusterDns, ConfigCenter, LogCenter, NfsStorage, Registry } from 'altostratus/services';
import { Size } from 'cdk8s';
import { found, healthy } from './fixtures';
import { gateway } from './gateways';
import { foundWith, IMAGE } from './tenants';

function on(make: (cluster: ICluster) => unknown) {
  const { platform, cluster } = healthy();
  make(cluster);
  return found(platform, 'single-replica');
}

const web = (replicas: number, isReached: boolean, id: string) =>
  foundWith(
    'single-replica',
    ({ cluster }) => {
      const route = gateway(cluster).host('shop.apps.example.com', '/api');
      return { image: IMAGE, port: 8080, replicas, ...(isReached && { route }) };
    },
    {},
    id,
  );

describe('single-replica', () => {
  it.each<[string, string, (cluster: ICluster, id: string) => unknown]>([
    ['registry', 'no image', (cluster, id) => new Registry(cluster, id)],
    ['dns', 'no name', (cluster, id) => new ClusterDns(cluster, id, { replicas: 1 })],
    ['settings', 'settings can be neither', (cluster, id) => new ConfigCenter(cluster, id, { replicas: 1 })],
    ['logs', 'logs are neither', (cluster, id) => new LogCenter(cluster, id, { replicas: 1 })],
    ['public', 'nothing behind it', (cluster) => gateway(cluster, { replicas: 1 })],
  ])('warns of one replica of "%s", and says that %s', (id, lost, make) => {
    expect(on((cluster) => make(cluster, id))).toMatchObject([
      {
        severity: 'warning',
        path: `dc1/main/${id}`,
        message: expect.stringMatching(new RegExp(`"${id}" runs once: .*, ${lost}`)) as string,
      },
    ]);
  });

  it('warns of one replica of what the world reaches in production', () => {
    expect(web(1, true, 'prod')).toMatchObject([
      {
        severity: 'warning',
        path: 'retail/prod/shop/web',
        message: expect.stringContaining('"shop.apps.example.com/api" is not answered') as string,
      },
    ]);
  });

  it('is content with two, with what nobody reaches, with what is switched off, and outside of production', () => {
    expect(web(2, true, 'prod')).toEqual([]);
    expect(web(1, false, 'prod')).toEqual([]);
    expect(web(0, true, 'prod')).toEqual([]);
    expect(web(1, true, 'test')).toEqual([]);
  });

  it('is content with what services have where nothing is said', () => {
    expect(
      on((cluster) => {
        const nfs = new NfsStorage(cluster, 'nfs', { server: '10.10.0.5', path: '/export', default: true });
        new Registry(cluster, 'registry', { storage: nfs.claim(Size.tebibytes(1)) });
        new ClusterDns(cluster, 'dns');
        new ConfigCenter(cluster, 'settings');
        new LogCenter(cluster, 'logs');
        gateway(cluster);
      }),
    ).toEqual([]);
  });
});
