import * as fc from 'fast-check';
import { haproxyConfig } from '../../../lib/iaas/balancer/haproxy';
import type { HaproxyService } from '../../../lib/iaas/balancer/haproxy';

const api: HaproxyService = {
  name: 'dc1-main-api-8443',
  addresses: ['10.10.0.10'],
  port: 8443,
  check: { kind: 'https', path: '/readyz' },
  checks: 'often',
  proxyProtocol: false,
  targets: [
    { name: 'cp-1', address: '10.10.1.11', port: 6443 },
    { name: 'cp-2', address: '10.10.1.12', port: 6443 },
  ],
};

const gateway: HaproxyService = {
  ...api,
  name: 'dc1-main-public-443',
  addresses: ['10.10.0.20'],
  port: 443,
  check: { kind: 'tcp' },
  proxyProtocol: true,
  targets: [{ name: 'worker-1', address: '10.10.1.31', port: 30001 }],
};

const sectionsOf = (text: string) =>
  new Map(
    text.split(/\n(?=\S)/).map((section) => [
      section.split('\n')[0],
      section
        .split('\n')
        .slice(1)
        .map((one) => one.trim()),
    ]),
  );

describe('haproxyConfig', () => {
  const sections = sectionsOf(haproxyConfig([api, gateway]));

  test('listens on the virtual address, not on all: the same port of another address is free', () => {
    expect(sections.get('frontend dc1-main-api-8443')).toContain('bind 10.10.0.10:8443');
    expect(sections.get('frontend dc1-main-public-443')).toContain('bind 10.10.0.20:443');
  });

  test('asks targets over HTTPS whether they are ready, whatever their certificate', () => {
    expect(sections.get('backend dc1-main-api-8443')).toEqual(
      expect.arrayContaining([
        'option httpchk GET "/readyz"',
        'http-check expect status 200',
        'server cp-1 10.10.1.11:6443 check check-ssl verify none',
        'server cp-2 10.10.1.12:6443 check check-ssl verify none',
      ]),
    );
  });

  test('only connects where nothing else is asked for, and tells the address of the client where that is', () => {
    const backend = sections.get('backend dc1-main-public-443') ?? [];
    expect(backend).toContain('server worker-1 10.10.1.31:30001 send-proxy-v2 check');
    expect(backend.join()).not.toContain('httpchk');
  });

  test('lets watches of the Kubernetes API be idle for long, and notices peers that are gone', () => {
    expect(sections.get('defaults')).toEqual(
      expect.arrayContaining(['timeout client 15m', 'timeout server 15m', 'option clitcpka', 'option srvtcpka']),
    );
  });

  test('answers keepalived on a socket that no port can collide with', () => {
    expect(sections.get('frontend alive')).toContain('bind /run/haproxy/alive.sock mode 600');
  });

  test('tells keepalived whether it runs, and of each address whether a target behind it is well', () => {
    expect(sections.get('frontend alive')?.filter((line) => line.startsWith('http-request return'))).toEqual([
      'http-request return status 200 if { path / }',
      'http-request return status 200 if { path /10.10.0.10 } { nbsrv(dc1-main-api-8443) gt 0 }',
      'http-request return status 200 if { path /10.10.0.20 } { nbsrv(dc1-main-public-443) gt 0 }',
      'http-request return status 503',
    ]);
  });

  test('finds out within seconds that a target is gone, and gives one that is slow the time to answer', () => {
    expect(sections.get('defaults')).toEqual(
      expect.arrayContaining([
        'timeout connect 1s',
        'timeout check 5s',
        'option redispatch 1',
        'default-server inter 1s fastinter 500ms fall 2 rise 2 on-marked-down shutdown-sessions',
      ]),
    );
    expect(sections.get('backend dc1-main-api-8443')?.join()).not.toContain('inter');
  });

  test('where every host of a cluster asks, it asks rarely, and at once when a connection fails', () => {
    const rare = sectionsOf(haproxyConfig([{ ...api, checks: 'rare' }])).get('backend dc1-main-api-8443');
    expect(rare?.find((line) => line.startsWith('default-server'))).toMatch(
      /inter 10s .*observe layer4 .*on-error fastinter/,
    );
  });

  test('names that become the same word stay apart: a name that is there twice stops haproxy', () => {
    const twins = { ...api, targets: [api, api].map((_, n) => ({ name: 'cp/1', address: `10.0.0.${n}`, port: 1 })) };
    const text = haproxyConfig([twins, { ...twins, port: 8444, name: 'dc1-main_api-8443' }, { ...twins, port: 8445 }]);
    const fronts = text.match(/^frontend .*$/gm) ?? [];
    expect(new Set(fronts).size).toBe(fronts.length);
    expect(text.match(/^ {2}server cp\S+/gm)?.slice(0, 2)).toEqual(['  server cp_1', '  server cp_1-2']);
  });

  test('no name or path adds a line', () => {
    const lines = haproxyConfig([api]).split('\n').length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, path) => {
        const text = haproxyConfig([{ ...api, name, check: { kind: 'https', path } }]);
        expect(text.split(/[\n\r\u2028]/)).toHaveLength(lines);
      }),
    );
  });
});
