import type { DesiredRequest } from '../desired-state';

/** A namespace of settings, and the account that reads and writes it and no other. */
export interface NacosSpace {
  readonly name: string;
  /** A reference. */
  readonly password: string;
}

/** The account for people. Nacos gives it its name. */
export const NACOS_ADMIN = 'nacos';

const AUTH = '/nacos/v3/auth';

/** Codes of something that is there already: it is refused as a wrong argument. */
const MADE_OR_THERE = [200, 400, 409];

/**
 * The first account, which can be made by whoever asks first, and an account for each space. The last requests log in as
 * each, so that what was refused before for another reason comes to light.
 * Source: github.com/alibaba/nacos, auth plugin, controller/v3; nacos.io/en/docs/v3.0/manual/admin/admin-api
 */
export function nacosRequests(adminPassword: string, spaces: readonly NacosSpace[]): DesiredRequest[] {
  const admin = form({ username: NACOS_ADMIN, password: adminPassword });
  return [
    { verb: 'POST', path: `${AUTH}/user/admin`, accepted: MADE_OR_THERE, body: form({ password: adminPassword }) },
    { verb: 'LOGIN', path: `${AUTH}/user/login`, accepted: [200], body: admin },
    ...spaces.flatMap(spaceRequests),
    ...spaces.map(({ name, password }): DesiredRequest => ({
      verb: 'LOGIN',
      path: `${AUTH}/user/login`,
      accepted: [200],
      body: form({ username: name, password }),
    })),
  ];
}

function spaceRequests({ name, password }: NacosSpace): DesiredRequest[] {
  const make = (path: string, fields: Record<string, string>): DesiredRequest => ({
    verb: 'POST',
    path,
    accepted: MADE_OR_THERE,
    body: form(fields),
  });
  const permission = { role: name, resource: `${name}:*:*`, action: 'rw' };
  return [
    make('/nacos/v3/admin/core/namespace', {
      namespaceId: name,
      namespaceName: name,
      namespaceDesc: 'Kept by altostratus',
    }),
    make(`${AUTH}/user`, { username: name, password }),
    { verb: 'PUT', path: `${AUTH}/user`, accepted: [200], body: form({ username: name, newPassword: password }) },
    make(`${AUTH}/role`, { role: name, username: name }),
    // Members learn of a role with delay and refuse its permissions until then; one that is there is refused too, so it goes first.
    { verb: 'DELETE', path: `${AUTH}/permission?${form(permission)}`, accepted: [200] },
    { verb: 'POST', path: `${AUTH}/permission`, accepted: [200], body: form(permission) },
  ];
}

/** As browsers send forms. References, which stand for letters and digits, are left as they are. */
function form(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${value.startsWith('${ref[') ? value : encodeURIComponent(value)}`)
    .join('&');
}
