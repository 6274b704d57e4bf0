import { Inventory, Provider, Site } from 'altostratus';
import { found, platform } from './fixtures';

function withServers(...ntp: string[]) {
  const root = platform();
  const provider = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
  const made = new Site(root, 'dc1', { provider, network: '10.10.0.0/16', ntp });
  return { findings: found(root, 'time-server'), asked: made.ntp };
}

describe('time-server', () => {
  it.each(['not a host!', '10.0.0.300', '', 'ntp_1.example.com', '10.0'])('finds "%s"', (server) => {
    const { findings, asked } = withServers('10.0.0.2', server);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        path: 'dc1',
        message: `The time server "${server}" of site "dc1" is neither an IPv4 address nor a DNS name.`,
      },
    ]);
    expect(asked).toEqual(['10.0.0.2']);
  });

  it('is content with addresses and names', () => {
    const good = ['10.0.0.2', 'ntp.example.com', 'Clock', '2.debian.pool.ntp.org'];
    expect(withServers(...good)).toEqual({ findings: [], asked: good });
  });
});
