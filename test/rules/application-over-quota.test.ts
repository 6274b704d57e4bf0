import { Size } from 'cdk8s';
import { foundInServer } from './tenants';

const three = (cpu: number, memory: number) =>
  foundInServer(
    'application-over-quota',
    { replicas: 3, resources: { cpu, memory: Size.gibibytes(memory) } },
    { quota: { cpu: 1, memory: Size.gibibytes(4) } },
  );

describe('application-over-quota', () => {
  it('finds applications that need more than there is', () => {
    expect(three(0.5, 2)).toMatchObject([
      {
        severity: 'error',
        path: 'retail/prod',
        message: expect.stringContaining('1.5 CPUs of 1 and 6144 MiB of 4096') as string,
      },
    ]);
  });

  it('is content with applications that fit', () => {
    expect(three(0.25, 1)).toEqual([]);
  });
});
