import { keepalivedConfig } from '../../../lib/iaas/balancer/keepalived';

const host = { name: 'cp-1', address: '10.10.1.11', networkInterface: 'eno1' };
const api = {
  name: 'dc1-main-api',
  address: '10.10.0.10',
  routerId: 1,
  priority: 254,
  peers: ['10.10.1.12', '10.10.1.13'],
};

describe('keepalivedConfig', () => {
  test('no host is master from the start, and who has the address keeps it', () => {
    const text = keepalivedConfig(host, [api]);
    expect(text).toContain('  state BACKUP\n  nopreempt\n  interface eno1\n  virtual_router_id 1\n  priority 254\n');
    expect(text).not.toContain('MASTER');
  });

  test('peers are named: no multicast is needed', () => {
    expect(keepalivedConfig(host, [api])).toContain(
      '  unicast_src_ip 10.10.1.11\n  unicast_peer {\n    10.10.1.12\n    10.10.1.13\n  }\n',
    );
    expect(keepalivedConfig(host, [{ ...api, peers: [] }])).not.toContain('unicast_peer');
  });

  test('the check has no weight: with nopreempt a lower priority would move nothing', () => {
    const text = keepalivedConfig(host, [api]);
    expect(text).toContain('--unix-socket /run/haproxy/alive.sock');
    expect(text).not.toContain('weight');
    expect(text).toContain('  track_script {\n    haproxy\n    served-10.10.0.10\n  }\n');
  });

  test('asks for somebody who is well behind each address, and is not moved by one answer', () => {
    const text = keepalivedConfig(host, [api, { ...api, name: 'dc1-main-public', address: '10.10.0.20', routerId: 2 }]);
    expect(text.match(/^vrrp_script.*$/gm)).toEqual([
      'vrrp_script haproxy {',
      'vrrp_script served-10.10.0.10 {',
      'vrrp_script served-10.10.0.20 {',
    ]);
    expect(text).toMatch(/http:\/\/localhost\/10\.10\.0\.20"\n {2}interval 1\n {2}timeout 2\n {2}fall 3\n {2}rise 3\n/);
  });

  test('an address is taken over 1.5 s after its last packet, which only version 3 of VRRP can', () => {
    const text = keepalivedConfig(host, [api]);
    expect(text).toContain('  vrrp_version 3\n');
    expect(text).toContain('  advert_int 0.5\n');
    expect(text).not.toContain('authentication');
  });

  test('packets of hosts that are not named are not heard', () => {
    expect(keepalivedConfig(host, [api])).toContain('  vrrp_check_unicast_src\n');
  });

  test('an interface that nobody named is looked up when keepalived starts', () => {
    const text = keepalivedConfig({ ...host, networkInterface: undefined }, [api]);
    expect(text).toContain('include /run/altostratus/interface.conf\n');
    expect(text).toContain('  interface ${INTERFACE}\n');
  });

  test('has every virtual address of the host', () => {
    const text = keepalivedConfig(host, [api, { ...api, name: 'dc1-main-public', address: '10.10.0.20', routerId: 2 }]);
    expect(text.match(/^vrrp_instance .*$/gm)).toEqual([
      'vrrp_instance dc1-main-api {',
      'vrrp_instance dc1-main-public {',
    ]);
  });
});
