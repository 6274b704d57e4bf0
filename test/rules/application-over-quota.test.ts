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
        message: expect.stringContaining('1.5 CPUs of 1 and 6144 MiB of memory of 4096') as string,
      },
    ]);
  });

  it.each([
    [{ ephemeralStorage: Size.mebibytes(1_535) }, '1536 MiB of ephemeral storage of 1535'],
    [{ pods: 2 }, '3 pods of 2'],
  ])('finds too many or too large pods for %j', (less, message) => {
    const quota = { cpu: 1, memory: Size.gibibytes(4), ...less };
    expect(foundInServer('application-over-quota', { replicas: 3 }, { quota })).toMatchObject([
      { message: expect.stringContaining(message) as string },
    ]);
    expect(foundInServer('application-over-quota', { replicas: 2 }, { quota })).toEqual([]);
  });

  it('is content with applications that fit', () => {
    expect(three(0.25, 1)).toEqual([]);
  });
});
