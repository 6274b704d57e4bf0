import { found, healthy, platform } from './fixtures';
import { clusterThere, gateway } from './gateways';

describe('gateway-unbalanced', () => {
  it('warns where the hosts of the cluster are not made here', () => {
    const root = platform();
    gateway(clusterThere(root));
    expect(found(root, 'gateway-unbalanced')).toMatchObject([
      {
        severity: 'warning',
        path: 'there/public',
        message: expect.stringContaining('nothing leads to gateway "public"') as string,
      },
    ]);
  });

  it('is content where they are', () => {
    const { platform: root, cluster } = healthy();
    gateway(cluster);
    expect(found(root, 'gateway-unbalanced')).toEqual([]);
  });
});
