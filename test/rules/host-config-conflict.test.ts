import { found, healthy } from './fixtures';

describe('host-config-conflict', () => {
  it('finds one file with two contents', () => {
    const { platform, cluster } = healthy();
    const [machine] = cluster.controlPlane;
    machine?.host
      .add({ files: [{ path: '/etc/x.conf', content: 'a' }] })
      .add({ files: [{ path: '/etc/x.conf', content: 'b' }] });
    expect(found(platform, 'host-config-conflict')).toMatchObject([
      { path: 'dc1/control-plane-1', message: expect.stringContaining('/etc/x.conf') as string },
    ]);
  });

  it('is content with hosts that are used twice: `host-shared` says so', () => {
    const { platform, site, cluster } = healthy();
    cluster.addPool('more', { machines: site.hosts('control-plane') });
    cluster.controlPlane[0]?.host.add({ files: [{ path: '/etc/x', content: '1' }] });
    cluster.controlPlane[0]?.host.add({ files: [{ path: '/etc/x', content: '2' }] });
    expect(found(platform, 'host-config-conflict')).toEqual([]);
    expect(found(platform, 'host-shared')).toHaveLength(1);
  });

  it('is content with the same twice', () => {
    const { platform, cluster } = healthy();
    const file = { path: '/etc/x.conf', content: 'a' };
    cluster.controlPlane[0]?.host.add({ files: [file] }).add({ files: [file] });
    expect(found(platform, 'host-config-conflict')).toEqual([]);
  });
});
