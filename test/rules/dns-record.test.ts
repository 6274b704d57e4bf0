import { ClusterDns } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withRecord(name: string, address: string) {
  const { platform, cluster } = healthy();
  new ClusterDns(cluster, 'dns', { records: { [name]: address } });
  return found(platform, 'dns-record');
}

describe('dns-record', () => {
  it.each([
    ['Shop.example.com', '10.0.0.10'],
    ['shop.svc.cluster.local', '10.0.0.10'],
    ['shop.example.com', 'shop'],
  ])('finds "%s" with the address "%s"', (name, address) => {
    expect(withRecord(name, address)).toMatchObject([
      { path: 'dc1/main/dns', message: expect.stringContaining(`"${name}"`) as string },
    ]);
  });

  it('is content with a name and an address', () => {
    expect(withRecord('shop.example.com', '10.0.0.10')).toEqual([]);
  });
});
