import { Size } from 'cdk8s';
import { foundInServer } from './tenants';

const two = (cpu: number) =>
  foundInServer(
    'rollout-over-quota',
    { replicas: 2, resources: { cpu, memory: Size.gibibytes(1) } },
    { quota: { cpu: 1, memory: Size.gibibytes(4) } },
  );

describe('rollout-over-quota', () => {
  it('warns where a new version has no room beside the old one', () => {
    expect(two(0.5)).toMatchObject([
      {
        severity: 'warning',
        path: 'retail/prod',
        message: expect.stringContaining('that takes 1.5 CPUs of 1.') as string,
      },
    ]);
  });

  it('is content where there is room for it', () => {
    expect(two(0.25)).toEqual([]);
  });

  it('says nothing where not even the old one fits', () => {
    expect(two(0.75)).toEqual([]);
  });
});
