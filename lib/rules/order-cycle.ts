import type { Rule } from './rule';

/** Things that wait for each other are never made. */
export const orderCycle: Rule = {
  id: 'order-cycle',
  severity: 'error',
  title: 'Nothing waits for itself, directly or over others',
  *check(tree) {
    const [first, ...rest] = tree.cycle ?? [];
    if (first === undefined) return;
    const ring = [first, ...rest, first].map(({ node }) => node.path);
    yield {
      at: first,
      related: rest,
      message: `These wait for each other: ${ring.join(' → ')}.`,
      remedy: 'Take away one of the dependencies; usually one of two things need not be there before the other.',
    };
  },
};
