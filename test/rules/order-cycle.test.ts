import { configMap, foundIn } from './objects';

describe('order-cycle', () => {
  it('finds two that wait for each other', () => {
    const findings = foundIn('order-cycle', [configMap('a'), configMap('b')], ([a, b]) => {
      if (a && b) a.node.addDependency(b);
      if (a && b) b.node.addDependency(a);
    });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        message: expect.stringMatching(
          /object-0 → .*object-1 → .*object-0|object-1 → .*object-0 → .*object-1/,
        ) as string,
      },
    ]);
  });

  it('is content with one that waits', () => {
    expect(
      foundIn('order-cycle', [configMap('a'), configMap('b')], ([a, b]) => a && b && b.node.addDependency(a)),
    ).toEqual([]);
  });
});
