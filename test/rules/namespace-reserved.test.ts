import { Tenant } from 'altostratus/governance';
import { Size } from 'cdk8s';
import { found, healthy } from './fixtures';

function withTenant(id: string) {
  const { platform, pool } = healthy();
  const tenant = new Tenant(platform, id, { admins: [], developers: [] });
  tenant.environment('system', { on: pool, quota: { cpu: 4, memory: Size.gibibytes(8) } });
  return found(platform, 'namespace-reserved');
}

describe('namespace-reserved', () => {
  it('finds a tenant whose namespace would be one of Kubernetes itself', () => {
    expect(withTenant('kube')).toMatchObject([
      { severity: 'error', path: 'kube/system', message: expect.stringContaining('"kube-system"') as string },
    ]);
  });

  it('is content with any other', () => {
    expect(withTenant('kubernetes-team')).toEqual([]);
  });
});
