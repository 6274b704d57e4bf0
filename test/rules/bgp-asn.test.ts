import { PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const asn = (own: number, peer = 65_000) =>
  found(
    healthy({ podNetwork: PodNetwork.kubeRouter({ bgp: { asn: own, peers: [{ address: '10.10.9.9', asn: peer }] } }) })
      .platform,
    'bgp-asn',
  );

describe('bgp-asn', () => {
  it.each([0, 1.5, 2 ** 32 - 1])('finds %d', (number) => {
    expect(asn(number)).toMatchObject([
      { severity: 'error', message: expect.stringContaining(String(number)) as string },
    ]);
    expect(asn(64_512, number)).toHaveLength(1);
  });

  it('is content with numbers of 16 and of 32 bits', () => {
    expect([...asn(64_512), ...asn(4_200_000_000)]).toEqual([]);
  });
});
