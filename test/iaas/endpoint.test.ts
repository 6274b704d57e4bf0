import { Endpoint, NodeLocalEndpoint } from '../../lib/iaas/endpoint';
import { Machines } from '../../lib/iaas/machines';

describe('Endpoint', () => {
  test('of a virtual address holds it as it was given: who takes it judges it', () => {
    expect(Endpoint.vip('10.0.0.10').settings).toEqual({
      kind: 'vip',
      address: '10.0.0.10',
      port: undefined,
      on: undefined,
    });
    expect(Endpoint.vip('10.0.0.300', { port: 443 }).settings).toMatchObject({ address: '10.0.0.300', port: 443 });
  });

  test('of a virtual address can be on hosts of its own', () => {
    const on = Machines.fixed([]);
    expect(Endpoint.vip('10.0.0.10', { on }).settings).toMatchObject({ on });
  });

  test('of a provider is reached from inside alone, where nothing else is said', () => {
    expect(Endpoint.cloud().settings).toEqual({ kind: 'cloud', port: undefined, reach: 'internal' });
    expect(Endpoint.cloud({ port: 443, reach: 'internet' }).settings).toMatchObject({ port: 443, reach: 'internet' });
  });

  test('on every host is for API servers alone: it is no Endpoint, so that nothing else takes it', () => {
    const local = Endpoint.nodeLocal({ port: 7443 });
    expect(local).toBeInstanceOf(NodeLocalEndpoint);
    expect(local.settings).toEqual({ kind: 'node-local', port: 7443 });
    // @ts-expect-error a gateway takes an Endpoint
    const endpoint: Endpoint = local;
    expect(endpoint).toBe(local);
  });
});
