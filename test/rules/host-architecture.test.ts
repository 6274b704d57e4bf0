import { found, HEALTHY, hosts, platform, site } from './fixtures';

describe('host-architecture', () => {
  it('finds what Kubernetes is not built for', () => {
    const root = platform();
    site(root, hosts('worker', 1, 1, { architecture: 'riscv64' as 'x86_64' }));
    expect(found(root, 'host-architecture')).toMatchObject([
      { path: 'dc1/worker-1', message: expect.stringContaining('riscv64') as string },
    ]);
  });

  it('is content with x86_64 and aarch64', () => {
    const root = platform();
    site(root, [...HEALTHY, ...hosts('arm', 1, 9, { architecture: 'aarch64' })]);
    expect(found(root, 'host-architecture')).toEqual([]);
  });
});
