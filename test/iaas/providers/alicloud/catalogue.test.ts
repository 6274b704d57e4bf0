import { CATALOGUE, SOURCE } from '../../../../lib/iaas/providers/alicloud/catalogue';

describe('the catalogue of ECS', () => {
  test('has at least forty types, each once', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CATALOGUE.map(({ type }) => type)).size).toBe(CATALOGUE.length);
  });

  test.each([
    ['ecs.c7.large', 2, 4, 'x86_64'],
    ['ecs.g7.3xlarge', 12, 48, 'x86_64'],
    ['ecs.g7.32xlarge', 128, 512, 'x86_64'],
    ['ecs.r7.6xlarge', 24, 192, 'x86_64'],
    ['ecs.g6.13xlarge', 52, 192, 'x86_64'],
    ['ecs.c8y.16xlarge', 64, 128, 'aarch64'],
    ['ecs.r8y.8xlarge', 32, 256, 'aarch64'],
  ])('%s is as the pages of its family have it', (type, cpu, gib, architecture) => {
    expect(CATALOGUE).toContainEqual({ type, cpu, memoryMib: gib * 1_024, architecture, burstable: false });
  });

  test('has no prices, and says so', () => {
    expect(CATALOGUE.filter(({ hourly }) => hourly !== undefined)).toEqual([]);
    expect(SOURCE).toEqual({ date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), prices: 'none' });
  });
});
