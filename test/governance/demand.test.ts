import { Size } from 'cdk8s';
import fc from 'fast-check';
import { demandOf, demandOfPod, podsOf, sum } from '../../lib/governance/demand';
import { cpuQuantity, memoryQuantity } from '../../lib/governance/quantity';

const image = 'docker.io/retail/web:2.4.1';
const NOTHING = { cpu: 0, memoryMib: 0, ephemeralMib: 0, pods: 0 };

describe('what a component needs', () => {
  it('is what its pods need, where nothing is said the default', () => {
    expect(demandOf({ image, port: 80 }).steady).toEqual({ cpu: 0.1, memoryMib: 256, ephemeralMib: 512, pods: 1 });
    const resources = { cpu: 0.25, memory: Size.gibibytes(1), ephemeralStorage: Size.gibibytes(2) };
    const three = { image, port: 80, replicas: 3, resources };
    expect(demandOf(three).steady).toEqual({ cpu: 0.75, memoryMib: 3072, ephemeralMib: 6144, pods: 3 });
    expect(demandOf(three, 100).steady.ephemeralMib).toBe(6444);
  });

  it('is one pod more while a new version takes over, but not of jobs, and not of what does not run', () => {
    expect(demandOf({ image, port: 80, replicas: 3 }).peak).toMatchObject({ cpu: 0.4, memoryMib: 1024, pods: 4 });
    expect(demandOf({ image, schedule: '@daily' }).peak).toMatchObject({ cpu: 0.1, memoryMib: 256, pods: 1 });
    expect(demandOf({ image, replicas: 0 })).toEqual({
      steady: NOTHING,
      peak: NOTHING,
    });
  });

  it('adds up without losing thousandths of a CPU', () => {
    const milli = fc.array(fc.integer({ min: 1, max: 64_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(milli, (cpus) => {
        const total = sum(cpus.map((cpu) => ({ cpu: cpu / 1000, memoryMib: cpu, ephemeralMib: cpu, pods: 1 })));
        const expected = cpus.reduce((a, b) => a + b, 0);
        expect(total).toEqual({
          cpu: expected / 1000,
          memoryMib: expected,
          ephemeralMib: expected,
          pods: cpus.length,
        });
      }),
    );
  });

  it('is replicas times a pod', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 9_999 }), (replicas, milli) => {
        const component = { image, replicas, resources: { cpu: milli / 1000 } };
        const pod = demandOfPod(component.resources);
        expect(demandOf(component).steady).toEqual(sum(Array.from({ length: podsOf(component) }, () => pod)));
      }),
    );
  });
});

describe('quantities of Kubernetes', () => {
  it.each([
    [8, '8'],
    [0.1, '100m'],
    [2.5, '2500m'],
    [0.0004, '0'],
  ])('%d CPUs are %s', (cpu, text) => {
    expect(cpuQuantity(cpu).value).toBe(text);
  });

  it.each([
    [32_768, '32Gi'],
    [256, '256Mi'],
    [1_536, '1536Mi'],
    [0, '0Mi'],
  ])('%d MiB are %s', (mib, text) => {
    expect(memoryQuantity(mib).value).toBe(text);
  });
});
