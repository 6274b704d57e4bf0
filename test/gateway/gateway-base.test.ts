import * as path from 'node:path';
import { Gateway } from 'altostratus/gateway';
import { findings } from 'altostratus/testing';
import { isWithin } from '../../lib/gateway/gateway-base';
import { sample, sampleGateway } from './sample-platform';

describe('a host of a gateway', () => {
  it('is one of its domains or below one', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    gateway.host('apps.example.com');
    gateway.host('shop.apps.example.com');
    gateway.host('a.b.apps.example.com', '/api');
    expect(findings(platform)).toEqual([]);
  });

  it.each(['shop.example.com', 'xapps.example.com', 'Shop.apps.example.com', '*.apps.example.com', ''])(
    'is not "%s": reported at the line that asked for it',
    (name) => {
      const { platform, cluster } = sample();
      const gateway = sampleGateway(cluster);
      const line = new Error().stack?.split('\n')[1]?.match(/:(\d+):\d+\)?$/)?.[1];
      gateway.host(name);
      const [finding, ...more] = findings(platform, 'route-domain');
      expect(more).toEqual([]);
      expect(finding?.message).toContain(`"${name}"`);
      expect(finding?.remedy).toContain('apps.example.com');
      expect(finding?.source).toMatchObject({ line: Number(line) + 1 });
      expect(path.basename(finding?.source?.file ?? '')).toBe('gateway-base.test.ts');
    },
  );

  it.each(['api', '/a b', '/a?x', ''])('has no path "%s"', (wrong) => {
    const { platform, cluster } = sample();
    sampleGateway(cluster).host('apps.example.com', wrong);
    expect(findings(platform, 'route-path')).toHaveLength(1);
  });

  it('has its path without slashes at the end', () => {
    const gateway = sampleGateway(sample().cluster);
    const paths = ['/', '//', '/api/', '/a/b'].map((text) => gateway.host('apps.example.com', text).path);
    expect(paths).toEqual(['/', '/', '/api', '/a/b']);
  });
});

describe('domains of a gateway', () => {
  it.each(['*.apps.example.com', 'https://apps.example.com', 'apps.example.com.'])('are not "%s"', (domain) => {
    const { platform, cluster } = sample();
    sampleGateway(cluster, { domains: [domain] });
    expect(findings(platform, 'gateway-domain').map(({ message }) => message)).toEqual([
      `"${domain}" is not a domain that gateway "public" can serve.`,
    ]);
  });

  it('hold what lies below them', () => {
    expect(isWithin('a.example.com', 'example.com')).toBe(true);
    expect(isWithin('example.com', 'example.com')).toBe(true);
    expect(isWithin('badexample.com', 'example.com')).toBe(false);
    expect(isWithin('com', 'example.com')).toBe(false);
  });
});

describe('a host and path', () => {
  const backend = (gateway: ReturnType<typeof sampleGateway>, name: string, host: string, at: string) => ({
    at: gateway,
    scope: gateway.node.findChild('traefik'),
    name,
    namespace: 'gateway-public',
    host,
    path: at,
    service: { name, port: 80 },
    labels: {},
  });

  it('lead to one Service only', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    gateway.expose(backend(gateway, 'first', 'apps.example.com', '/'));
    gateway.expose(backend(gateway, 'second', 'apps.example.com', '/'));
    expect(gateway.routes.map(({ name }) => name)).toEqual(['first']);
    expect(findings(platform).map(({ rule, message }) => ({ rule, message }))).toEqual([
      { rule: 'route-taken', message: '"apps.example.com/" leads to "dc1/main/public" already.' },
    ]);
  });

  it('are not the same at another gateway', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    const other = Gateway.fromExisting(cluster, 'other', {
      ingressClass: 'nginx',
      namespace: 'ingress-nginx',
      domains: ['apps.example.com'],
    });
    const route = other.host('apps.example.com');
    gateway.expose(backend(gateway, 'first', 'apps.example.com', '/'));
    expect(route.gateway.routes).toEqual([]);
    expect(findings(platform)).toEqual([]);
  });
});
