import { Machines, Provider, Site } from 'altostratus';
import { findings } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { AWS, burst, clusterOn, foundIn } from '../scheduling/cloud/clouds';
import { healthy } from './fixtures';

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

  it.each([
    ['hosts one owns', undefined],
    ['OpenStack', Provider.openstack({ cloud: 'x', flavors: [{ name: 'm', cpu: 8, memory: Size.gibibytes(32) }] })],
  ])('is content where a provider has no groups, which is one error: %s', (_, provider) => {
    const { platform, site, cluster } = healthy();
    const on = provider && new Site(platform, 'fra', { provider, network: '10.20.0.0/16' });
    if (on !== undefined) on.linkTo(site);
    const machines = Machines.between(0, 5, { cpu: 8, memory: Size.gibibytes(32) });
    cluster.addPool('burst', { machines, ...(on && { on }) });
    const found = findings(platform).filter(({ path }) => path.startsWith('dc1/main/burst'));
    expect(found.map(({ rule }) => rule)).toEqual(['provider-lacks']);
  });
});
