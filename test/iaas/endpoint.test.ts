import { Endpoint } from '../../lib/iaas/endpoint';

describe('Endpoint', () => {
  test('of a virtual address holds it as it was given: who takes it judges it', () => {
    expect(Endpoint.vip('10.0.0.10').settings).toEqual({ kind: 'vip', address: '10.0.0.10', port: undefined });
    expect(Endpoint.vip('10.0.0.300', { port: 443 }).settings).toEqual({
      kind: 'vip',
      address: '10.0.0.300',
      port: 443,
    });
  });

  test('of a provider has a port at most', () => {
    expect(Endpoint.cloud().settings).toEqual({ kind: 'cloud', port: undefined });
    expect(Endpoint.cloud({ port: 443 }).settings).toEqual({ kind: 'cloud', port: 443 });
  });
});
