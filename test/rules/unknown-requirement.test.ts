import { Capability, requires } from 'altostratus';
import { found, healthy } from './fixtures';
import { configMap, foundIn } from './objects';

describe('unknown-requirement', () => {
  it('finds a namespace that nobody makes', () => {
    expect(
      foundIn('unknown-requirement', [{ ...configMap('a'), metadata: { name: 'a', namespace: 'nowhere' } }]),
    ).toMatchObject([
      {
        path: 'dc1/main/extra/object-0',
        message: expect.stringContaining('namespace "nowhere" in cluster "main"') as string,
      },
    ]);
  });

  it('finds a capability that nobody has', () => {
    const { platform, cluster } = healthy();
    requires(cluster, Capability.webhook('main', 'certificates'));
    expect(found(platform, 'unknown-requirement')[0]?.message).toContain('the webhook "certificates"');
  });

  it('is content where the namespace is made', () => {
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'here', namespace: undefined as never },
    };
    expect(
      foundIn('unknown-requirement', [{ ...configMap('a'), metadata: { name: 'a', namespace: 'here' } }, namespace]),
    ).toEqual([]);
  });
});
