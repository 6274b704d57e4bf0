import { Directory, Tenant } from 'altostratus/governance';
import type { TenantProps } from 'altostratus/governance';
import { findings, manifests, synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { sample } from '../gateway/sample-platform';

const people = Directory.ldap('ldaps://ad.corp.example', { base: 'dc=corp,dc=example' });
const quota = { cpu: 4, memory: Size.gibibytes(8) };

function withTenant(props: Partial<TenantProps> = {}) {
  const { platform, general } = sample();
  const tenant = new Tenant(platform, 'retail', {
    admins: people.group('leads'),
    developers: people.group('dev'),
    ...props,
  });
  tenant.environment('dev', { on: general, quota });
  tenant.environment('prod', { on: general, quota });
  return { platform, tenant };
}

/** Names of the groups that have a role by a binding. */
function groupsOf(binding: object): string[] {
  return (binding as { subjects: { kind: string; name: string }[] }).subjects.map(
    ({ kind, name }) => `${kind} ${name}`,
  );
}

describe('people of a tenant', () => {
  it('have the rights of those below them too', () => {
    const { platform } = withTenant({ viewers: [people.group('audit'), people.group('dev')] });
    const all = manifests(platform);
    const of = (name: string) => groupsOf(all.has('RoleBinding', `retail-prod/${name}`));
    expect(of('tenant-viewers')).toEqual(['Group audit', 'Group dev', 'Group leads']);
    expect(of('tenant-developers')).toEqual(['Group dev', 'Group leads']);
    expect(of('tenant-admins')).toEqual(['Group leads']);
    all.has('RoleBinding', 'retail-prod/tenant-viewers', { roleRef: { kind: 'ClusterRole', name: 'view' } });
  });

  it('have no binding where there are none', () => {
    const { platform } = withTenant({ admins: [] });
    const names = manifests(platform)
      .find('RoleBinding', undefined, 'retail-dev')
      .map(({ metadata }) => metadata.name);
    expect(names).toEqual(['tenant-viewers', 'tenant-developers']);
  });

  it('change nothing that keeps tenants apart', () => {
    const { platform } = withTenant();
    const roles = manifests(platform)
      .find('ClusterRole')
      .filter(({ metadata }) => metadata.name.startsWith('altostratus-tenant-'));
    expect(roles.map(({ metadata }) => metadata.name)).toEqual([
      'altostratus-tenant-developer',
      'altostratus-tenant-admin',
    ]);
    const rules = roles.flatMap((role) => (role as unknown as { rules: { resources: string[] }[] }).rules);
    const changed = rules.flatMap(({ resources }) => resources);
    for (const resource of [
      'networkpolicies',
      'resourcequotas',
      'limitranges',
      'ingresses',
      'namespaces',
      'daemonsets',
      '*',
    ])
      expect(changed).not.toContain(resource);
  });

  it.each(['system:authenticated', 'system:masters', ''])('are not the group "%s"', (name) => {
    const { platform } = withTenant({ developers: people.group(name) });
    expect(findings(platform, 'group-reserved')).toHaveLength(1);
  });
});

describe('a tenant', () => {
  it('is in the Plan with its environments', () => {
    const { platform } = withTenant({ budget: 4_000 });
    const synthesis = synthesize(platform);
    expect(synthesis.ok && synthesis.plan.tenants).toEqual([
      {
        id: 'retail',
        path: 'retail',
        budget: 4_000,
        environments: ['dev', 'prod'].map((id) => ({
          id,
          path: `retail/${id}`,
          cluster: 'main',
          namespace: `retail-${id}`,
          quota: { cpu: 4, memoryMib: 8192 },
          applications: [],
        })),
      },
    ]);
  });

  it('is named on everything that it has, with who answers and pays for it', () => {
    const { platform } = withTenant({ owner: 'Jane Doe <jane@corp.example>', costCenter: '4711' });
    manifests(platform).has('Namespace', 'retail-dev', {
      metadata: {
        labels: {
          'altostratus.dev/tenant': 'retail',
          'altostratus.dev/environment': 'dev',
          'altostratus.dev/cost-center': '4711',
        },
        annotations: { 'altostratus.dev/owner': 'Jane Doe <jane@corp.example>' },
      },
    });
  });

  it('has domains that can be ones', () => {
    const { platform } = withTenant({ domains: ['*.retail.example.com'] });
    expect(findings(platform).map(({ rule }) => rule)).toEqual(['tenant-domain']);
  });
});
