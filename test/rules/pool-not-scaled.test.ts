import { AWS, burst, clusterOn, foundIn } from '../scheduling/cloud/clouds';

function pool(known: boolean) {
  const made = clusterOn(AWS);
  const { autoscaler: _, ...capabilities } = AWS.capabilities;
  burst(made, known ? AWS : Object.assign(Object.create(AWS) as typeof AWS, { capabilities }));
  return foundIn(made, 'pool-not-scaled');
}

describe('pool-not-scaled', () => {
  it('warns of groups that the cluster autoscaler does not know', () => {
    expect(pool(false)).toMatchObject([
      { severity: 'warning', path: 'home/main/burst', message: expect.stringContaining('keeps 0') as string },
    ]);
  });

  it('is content with those that it knows, and with pools of fixed size', () => {
    expect(pool(true)).toEqual([]);
    expect(foundIn(clusterOn(AWS), 'pool-not-scaled')).toEqual([]);
  });
});
