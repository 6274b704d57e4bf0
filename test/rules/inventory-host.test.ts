import { found, healthy, hosts, platform, site } from './fixtures';

function withHosts(...changes: Parameters<typeof hosts>[3][]) {
  const root = platform();
  site(
    root,
    changes.flatMap((change, n) => hosts('worker', 1, n, { name: `host-${n}`, ...change })),
  );
  return found(root, 'inventory-host');
}

describe('inventory-host', () => {
  it('finds two hosts of one name, and two of one address', () => {
    expect(withHosts({ name: 'a' }, { name: 'a' })).toMatchObject([
      { path: 'dc1', message: expect.stringContaining('"a" is in the inventory twice') as string },
    ]);
    expect(withHosts({ address: '10.10.5.5' }, { address: '10.10.5.5' })).toMatchObject([
      { path: 'dc1', message: expect.stringContaining('have the same address 10.10.5.5') as string },
    ]);
  });

  it('finds an address that is none', () => {
    expect(withHosts({ address: 'host-1.example.com' })).toMatchObject([
      { path: 'dc1', message: expect.stringContaining('"host-1.example.com"') as string },
    ]);
  });

  it('is content with hosts that are described once', () => {
    expect(found(healthy().platform, 'inventory-host')).toEqual([]);
  });
});
