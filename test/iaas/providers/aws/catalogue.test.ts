import { CATALOGUE, PRICES } from '../../../../lib/iaas/providers/aws/catalogue';

const typeOf = (name: string) => CATALOGUE.find(({ type }) => type === name);

describe('the catalogue of EC2', () => {
  test('names every type once', () => {
    expect(new Set(CATALOGUE.map(({ type }) => type)).size).toBe(CATALOGUE.length);
  });

  test.each([
    ['m7i.large', 2, 8, 0.1008],
    ['c7i.4xlarge', 16, 32, 0.714],
    ['r7g.16xlarge', 64, 512, 3.4272],
    ['c7g.large', 2, 4, 0.0725],
    ['m6i.12xlarge', 48, 192, 2.304],
    ['t4g.2xlarge', 8, 32, 0.2688],
  ])('%s is as the price list has it', (name, cpu, gib, hourly) => {
    expect(typeOf(name)).toMatchObject({ cpu, memoryMib: gib * 1_024, hourly });
  });

  test('says where and of which day its prices are', () => {
    expect(PRICES).toEqual({ region: 'us-east-1', date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
  });
});
