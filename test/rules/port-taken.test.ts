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
});
