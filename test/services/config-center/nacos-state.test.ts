import { nacosRequests } from '../../../lib/services/config-center/nacos-state';

const REQUESTS = nacosRequests('${ref[admin#value]}', [{ name: 'retail-dev', password: '${ref[retail#value]}' }]);
const lines = REQUESTS.map(({ verb, path, body }) => `${verb} ${path} ${body ?? ''}`);

it('makes the first account before anybody else can, and goes on as it', () => {
  expect(lines.slice(0, 2)).toEqual([
    'POST /nacos/v3/auth/user/admin password=${ref[admin#value]}',
    'LOGIN /nacos/v3/auth/user/login username=nacos&password=${ref[admin#value]}',
  ]);
});

it('gives each space an account that may read and write it and nothing else', () => {
  expect(lines).toContain('POST /nacos/v3/auth/role role=retail-dev&username=retail-dev');
  expect(lines).toContain('POST /nacos/v3/auth/permission role=retail-dev&resource=retail-dev%3A*%3A*&action=rw');
});

it('sets passwords again, so that new ones count', () => {
  expect(lines).toContain('PUT /nacos/v3/auth/user username=retail-dev&newPassword=${ref[retail#value]}');
});

it('does not take a refused permission for one that is there', () => {
  const permission = REQUESTS.filter(({ path }) => path.startsWith('/nacos/v3/auth/permission'));
  expect(permission.map(({ verb, accepted }) => [verb, accepted])).toEqual([
    ['DELETE', [200]],
    ['POST', [200]],
  ]);
});

it('ends with each account proving that it works', () => {
  expect(lines.at(-1)).toBe('LOGIN /nacos/v3/auth/user/login username=retail-dev&password=${ref[retail#value]}');
});

it('writes paths and bodies without blanks, which the list has between its fields', () => {
  for (const { path, body = '' } of REQUESTS) expect(path + body).not.toMatch(/\s/);
});
