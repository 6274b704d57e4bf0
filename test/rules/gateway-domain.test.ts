import { found, healthy } from './fixtures';
import { gateway } from './gateways';

function withDomain(domain: string) {
  const { platform, cluster } = healthy();
  gateway(cluster, { domains: [domain] });
  return found(platform, 'gateway-domain');
}

describe('gateway-domain', () => {
  it.each(['*.apps.example.com', 'Apps.example.com', 'https://apps.example.com'])('finds "%s"', (domain) => {
    expect(withDomain(domain)).toMatchObject([
      {
        path: 'dc1/main/public',
        message: expect.stringContaining(`"${domain}"`) as string,
        remedy: expect.stringContaining('"apps.example.com"') as string,
      },
    ]);
  });

  it('is content with a DNS name', () => {
    expect(withDomain('apps.example.com')).toEqual([]);
  });
});
