import { Cidr } from '../../../lib/core/cidr';
import { natGateways, routeTables } from '../../../lib/iaas/network/routes';
import type { RoutedNetwork } from '../../../lib/iaas/network/routes';
import { dynamicSubnetsOver, publicSubnetsOver, subnetsOver } from '../../../lib/iaas/subnets';

const WHOLE = Cidr.parse('10.0.0.0/16');
const OFFICE = { link: 'a-to-office', networks: [Cidr.parse('172.16.0.0/12'), Cidr.parse('172.16.1.0/24')] };

function network(changes: Partial<RoutedNetwork> = {}, zones = ['x', 'y']): RoutedNetwork {
  return {
    nat: 'none',
    subnets: subnetsOver(WHOLE, zones),
    publicSubnets: publicSubnetsOver(WHOLE, zones),
    dynamicSubnets: [],
    links: [],
    ...changes,
  };
}
const brief = (one: RoutedNetwork) =>
  routeTables(one).map(({ id, subnets, routes }) => [
    id,
    subnets.join(),
    routes.map(({ destination, via }) => `${destination} ${Object.values(via).join(' ')}`).join(),
  ]);

describe('gateways', () => {
  test('are in each zone, in its public subnet', () => {
    expect(natGateways(network({ nat: 'per-zone' }))).toEqual([
      { id: 'nat-x', zone: 'x', subnet: 'public-x' },
      { id: 'nat-y', zone: 'y', subnet: 'public-y' },
    ]);
  });

  test('are one in the first zone, or one of the whole network, or none', () => {
    expect(natGateways(network({ nat: 'single' }))).toEqual([{ id: 'nat', zone: 'x', subnet: 'public-x' }]);
    expect(natGateways(network({ nat: 'single', publicSubnets: [] }))).toEqual([{ id: 'nat' }]);
    expect(natGateways(network())).toEqual([]);
  });
});

describe('where the provider chooses addresses in subnets of their own', () => {
  const dynamicSubnets = dynamicSubnetsOver(WHOLE, ['x', 'y']);

  test('gateways that need no public subnet lie there', () => {
    const one = { publicSubnets: [], dynamicSubnets };
    expect(natGateways(network({ nat: 'per-zone', ...one })).map(({ subnet }) => subnet)).toEqual([
      'dynamic-x',
      'dynamic-y',
    ]);
    expect(natGateways(network({ nat: 'single', ...one }))).toEqual([{ id: 'nat', zone: 'x', subnet: 'dynamic-x' }]);
  });

  test('these have the routes of their zone', () => {
    expect(brief(network({ nat: 'per-zone', dynamicSubnets }))).toEqual([
      ['public', 'public-x,public-y', '0.0.0.0/0 internet'],
      ['private-x', 'x,dynamic-x', '0.0.0.0/0 nat nat-x'],
      ['private-y', 'y,dynamic-y', '0.0.0.0/0 nat nat-y'],
    ]);
    expect(brief(network({ dynamicSubnets, links: [OFFICE] })).at(-1)?.[1]).toBe('x,y,dynamic-x,dynamic-y');
  });
});

describe('routes', () => {
  test('of each zone go through its own gateway', () => {
    expect(brief(network({ nat: 'per-zone' }))).toEqual([
      ['public', 'public-x,public-y', '0.0.0.0/0 internet'],
      ['private-x', 'x', '0.0.0.0/0 nat nat-x'],
      ['private-y', 'y', '0.0.0.0/0 nat nat-y'],
    ]);
  });

  test('of a zone stay in their table when another zone is added', () => {
    const one = routeTables(network({ nat: 'per-zone' }, ['x']));
    const more = routeTables(network({ nat: 'per-zone' }, ['x', 'y']));
    expect(more.find(({ id }) => id === 'private-x')).toEqual(one.find(({ id }) => id === 'private-x'));
  });

  test('go over links from every subnet, once for what a link announces twice', () => {
    expect(brief(network({ nat: 'single', links: [OFFICE] }))).toEqual([
      ['public', 'public-x,public-y', '0.0.0.0/0 internet,172.16.0.0/12 link a-to-office'],
      ['private', 'x,y', '0.0.0.0/0 nat nat,172.16.0.0/12 link a-to-office'],
    ]);
  });

  test('of a site without gateways are those of its links alone', () => {
    expect(brief(network({ publicSubnets: [], links: [OFFICE] }))).toEqual([
      ['private', 'x,y', '172.16.0.0/12 link a-to-office'],
    ]);
    expect(brief(network({ publicSubnets: [] }))).toEqual([]);
  });
});
