import { Endpoint } from 'altostratus';
import { found, healthy } from './fixtures';
import { gateway } from './gateways';

describe('gateway-endpoint', () => {
  it('finds a gateway on the loopback addresses of hosts, in a program that is not type-checked', () => {
    const { platform: root, cluster } = healthy();
    const made = gateway(cluster, { endpoint: Endpoint.nodeLocal() as unknown as Endpoint });
    expect(made.balancer).toBeUndefined();
    expect(found(root, 'gateway-endpoint')).toMatchObject([
      {
        path: 'dc1/main/public',
        message: expect.stringContaining('Gateway "public" has the endpoint Endpoint.nodeLocal()') as string,
        remedy: expect.stringContaining('Endpoint.vip(address)') as string,
      },
    ]);
  });

  it('is content with a virtual address', () => {
    const { platform: root, cluster } = healthy();
    gateway(cluster);
    expect(found(root, 'gateway-endpoint')).toEqual([]);
  });
});
