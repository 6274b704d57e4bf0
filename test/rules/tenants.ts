import type { Finding } from 'altostratus';
import { Application, Directory, Tenant } from 'altostratus/governance';
import type { Component, Environment, EnvironmentProps, TenantProps } from 'altostratus/governance';
import { Size } from 'cdk8s';
import { found, healthy } from './fixtures';

export const IMAGE = 'docker.io/retail/web:2.4.1';

/** Where its people are kept. */
export const PEOPLE = Directory.ldap('ldaps://ad.corp.example', { base: 'dc=corp,dc=example' });

/** A healthy platform with a tenant that runs nothing. */
export function retail(changes: Partial<TenantProps> = {}): ReturnType<typeof healthy> & { readonly tenant: Tenant } {
  const made = healthy();
  const tenant = new Tenant(made.platform, 'retail', {
    admins: PEOPLE.group('retail-leads'),
    developers: PEOPLE.group('retail-dev'),
    ...changes,
  });
  return { ...made, tenant };
}

type Retail = ReturnType<typeof retail>;

/** An environment of that tenant on its pool: `prod`, where nothing else is said. */
export function environment(of: Retail, changes: Partial<EnvironmentProps> = {}, id = 'prod'): Environment {
  return of.tenant.environment(id, { on: of.pool, quota: { cpu: 4, memory: Size.gibibytes(8) }, ...changes });
}

/** What a rule finds where that tenant runs one component, `web`. */
export function foundWith(
  rule: string,
  component: (made: Retail) => Component,
  changes: Partial<EnvironmentProps> = {},
  id = 'prod',
): readonly Finding[] {
  const made = retail();
  environment(made, changes, id).run('shop', Application.define({ web: component(made) }));
  return found(made.platform, rule);
}

/** What a rule finds where that tenant runs a server with these fields. */
export function foundInServer(
  rule: string,
  fields: Readonly<Record<string, unknown>>,
  changes: Partial<EnvironmentProps> = {},
): readonly Finding[] {
  return foundWith(rule, () => ({ image: IMAGE, port: 8080, ...fields }), changes);
}
