import { Endpoint } from 'altostratus';
import { found, healthy } from './fixtures';
import { foundIn } from './objects';

const service = (name: string, nodePort: number, protocol = 'TCP') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { type: 'NodePort', ports: [{ port: 80, nodePort, protocol }] },
});

describe('port-taken', () => {
  it('finds one node port for two services', () => {
    expect(foundIn('port-taken', [service('a', 30070), service('b', 30070)])).toMatchObject([
      {
        path: 'dc1/main/extra/object-1',
        message: expect.stringContaining('node port 30070/TCP') as string,
        related: [{ path: 'dc1/main/extra/object-0' }],
      },
    ]);
  });

  it('is content with two ports, and with two protocols', () => {
    expect(foundIn('port-taken', [service('a', 30070), service('b', 30071), service('c', 30070, 'UDP')])).toEqual([]);
  });

  it('finds a balancer on the hosts of the control plane that wants the port of the API server', () => {
    const { platform } = healthy({ endpoint: Endpoint.vip('10.10.0.10', { port: 6443 }) });
    expect(found(platform, 'port-taken')).toMatchObject([
      {
        path: 'dc1/main/api',
        related: [{ path: 'dc1/control-plane-1' }],
        message: expect.stringContaining('Port 6443') as string,
      },
      { related: [{ path: 'dc1/control-plane-2' }] },
      { related: [{ path: 'dc1/control-plane-3' }] },
    ]);
  });

  it('is content with the usual port there', () => {
    expect(found(healthy().platform, 'port-taken')).toEqual([]);
  });
});
