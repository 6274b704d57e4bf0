import { registryConfig } from '../../../lib/services/registry/registry-config';

it('gives to everybody and takes from nobody, or takes from those who have an account', () => {
  const pull = registryConfig({ kind: 'pull' });
  expect(pull.storage.maintenance.readonly.enabled).toBe(true);
  expect(pull).not.toHaveProperty('auth');
  const push = registryConfig({ kind: 'push', accounts: '/accounts/htpasswd' });
  expect(push.storage.maintenance.readonly.enabled).toBe(false);
  expect(push).toHaveProperty('auth.htpasswd.path', '/accounts/htpasswd');
});

it('asks another registry where it is a cache', () => {
  const cache = registryConfig({ kind: 'cache', remote: 'https://quay.io' });
  expect(cache).toHaveProperty('proxy.remoteurl', 'https://quay.io');
});

it('listens at different ports in one pod, and speaks TLS always', () => {
  const pull = registryConfig({ kind: 'pull' });
  const push = registryConfig({ kind: 'push', accounts: '/a' });
  expect(new Set([pull.http.addr, push.http.addr]).size).toBe(2);
  for (const { http } of [pull, push]) expect(http.tls).toMatchObject({ minimumtls: 'tls1.2' });
});
