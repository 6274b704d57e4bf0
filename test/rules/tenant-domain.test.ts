import { Application } from 'altostratus/governance';
import { found } from './fixtures';
import { gateway } from './gateways';
import { environment, IMAGE, retail } from './tenants';

function withDomain(domain: string, host = 'retail.apps.example.com') {
  const made = retail({ domains: [domain] });
  const route = gateway(made.cluster).host(host);
  environment(made).run('shop', Application.define({ web: { image: IMAGE, port: 8080, route } }));
  return found(made.platform, 'tenant-domain');
}

describe('tenant-domain', () => {
  it('finds a host of somebody else', () => {
    expect(withDomain('retail.apps.example.com', 'logistics.apps.example.com')).toMatchObject([
      {
        severity: 'error',
        path: 'retail/prod',
        message: expect.stringContaining('"logistics.apps.example.com" does not belong to tenant "retail"') as string,
      },
    ]);
  });

  it('finds a domain that is none', () => {
    expect(withDomain('*.retail.apps.example.com')).toContainEqual(
      expect.objectContaining({ path: 'retail', message: expect.stringContaining('"*.retail.') as string }),
    );
  });

  it('is content with a host of its own, and with one below it', () => {
    expect(withDomain('retail.apps.example.com')).toEqual([]);
    expect(withDomain('retail.apps.example.com', 'shop.retail.apps.example.com')).toEqual([]);
  });
});
