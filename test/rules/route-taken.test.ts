import { Application } from 'altostratus/governance';
import { found } from './fixtures';
import { gateway } from './gateways';
import { environment, IMAGE, retail } from './tenants';

function withPaths(...paths: readonly string[]) {
  const made = retail();
  const entrance = gateway(made.cluster);
  const components = paths.map((path, n) => {
    const route = entrance.host('shop.apps.example.com', path);
    return [`part-${n + 1}`, { image: IMAGE, port: 8080, route }] as const;
  });
  environment(made).run('shop', Application.define(Object.fromEntries(components)));
  return found(made.platform, 'route-taken');
}

describe('route-taken', () => {
  it('finds two components at one host and path', () => {
    expect(withPaths('/api', '/api/')).toMatchObject([
      {
        severity: 'error',
        path: 'retail/prod/shop/part-2',
        message: expect.stringContaining('"shop.apps.example.com/api" leads to') as string,
        related: [{ path: 'retail/prod/shop/part-1' }],
      },
    ]);
  });

  it('is content with two paths of one host', () => {
    expect(withPaths('/', '/api')).toEqual([]);
  });
});
