import { Inventory } from '../../../lib/iaas/inventory/inventory';
import { LinkBy } from '../../../lib/iaas/network/link';
import type { OutsideNetwork } from '../../../lib/iaas/network/link';
import type { IProvider } from '../../../lib/iaas/provider';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import { newPlatform, reported } from '../settled';

const aws = (region = 'eu-central-1') => Provider.aws({ region });
const owned = () => Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
const otherCloud = (): IProvider => Object.assign(Object.create(aws()) as IProvider, { kind: 'other' });
const OFFICE: OutsideNetwork = { name: 'office', networks: ['172.16.0.0/12', '192.168.7.0/24'] };

function two(first: IProvider, second: IProvider) {
  const platform = newPlatform();
  const a = new Site(platform, 'a', { provider: first, network: '10.1.0.0/16' });
  const b = new Site(platform, 'b', { provider: second, network: '10.2.0.0/16' });
  return { platform, a, b };
}

describe('a link between sites', () => {
  test('is one thing with two ends, and leads from each to the network of the other', () => {
    const { platform, a, b } = two(owned(), owned());
    a.linkTo(b);
    b.linkTo(a);
    const [link] = a.connections;
    expect(a.connections).toEqual([link]);
    expect(b.connections).toEqual([link]);
    expect([a.links, b.links]).toEqual([[b], [a]]);
    expect([link?.otherEnd(a), link?.otherEnd(b)]).toEqual(['b', 'a']);
    expect([a, b].map((site) => site.linkedNetworks.map(String))).toEqual([['10.2.0.0/16'], ['10.1.0.0/16']]);
    expect(link).toMatchObject({ linkId: 'a-to-b', node: { path: 'a/network/to-b' } });
    expect(reported(platform)).toEqual([]);
  });

  test.each([
    ['a peering within one cloud', aws(), aws('eu-west-1'), 'peering', false],
    ['a VPN between clouds', aws(), otherCloud(), 'vpn', true],
    ['a line that is there, where one end is no cloud', owned(), aws(), 'existing', false],
  ])('is carried by %s', (_, first, second, kind, hasKey) => {
    const { platform, a, b } = two(first, second);
    a.linkTo(b);
    expect(a.connections[0]?.by.kind).toBe(kind);
    expect(a.connections[0]?.key !== undefined).toBe(hasKey);
    expect(reported(platform)).toEqual([]);
  });

  test('is carried by what is said', () => {
    const { platform, a, b } = two(owned(), aws());
    a.linkTo(b, LinkBy.vpn('203.0.113.7'));
    expect(a.connections[0]?.by).toEqual({ kind: 'vpn', device: '203.0.113.7' });
    expect(reported(platform)).toEqual([]);
  });
});

describe('a link to the world outside', () => {
  test('leads to the networks that it announces', () => {
    const { platform, a } = two(owned(), owned());
    a.linkTo(OFFICE).linkTo(OFFICE);
    expect(a.links).toEqual([]);
    expect(a.connections).toHaveLength(1);
    expect(a.linkedNetworks.map(String)).toEqual(OFFICE.networks);
    expect(a.connections[0]).toMatchObject({ to: undefined, toName: 'office', by: { kind: 'existing' } });
    expect(reported(platform)).toEqual([]);
  });

  test('announces no network that cannot be read', () => {
    const { platform, a } = two(owned(), owned());
    a.linkTo({ name: 'office', networks: ['10.0.0.0/40'] });
    expect(a.linkedNetworks).toEqual([]);
    expect(reported(platform)).toMatchObject([{ rule: 'cidr-malformed', path: 'a/network/to-office' }]);
  });
});

describe('what cannot be made is reported', () => {
  test.each<[string, (sites: { a: Site; b: Site }) => void, IProvider, IProvider, string]>([
    ['a link of a site to itself', ({ a }) => a.linkTo(a), owned(), owned(), 'Site "a" has a link to itself.'],
    [
      'a link that leads nowhere',
      ({ a }) => a.linkTo({ name: 'x', networks: [] }),
      owned(),
      owned(),
      'leads to no network',
    ],
    [
      'a peering of two clouds',
      ({ a, b }) => a.linkTo(b, LinkBy.peering()),
      aws(),
      otherCloud(),
      'Peering cannot carry',
    ],
    ['a peering with the world', ({ a }) => a.linkTo(OFFICE, LinkBy.peering()), aws(), aws(), 'Peering cannot carry'],
    ['a VPN that no provider makes', ({ a, b }) => a.linkTo(b, LinkBy.vpn()), owned(), owned(), 'for either end'],
    [
      'a VPN to a place unknown',
      ({ a, b }) => a.linkTo(b, LinkBy.vpn()),
      owned(),
      aws(),
      'where the gateway of "a" is',
    ],
    [
      'a VPN to a name',
      ({ a }) => a.linkTo(OFFICE, LinkBy.vpn('gw.example')),
      aws(),
      aws(),
      '"gw.example" is not the IPv4',
    ],
    ['one link by two carriers', ({ a, b }) => a.linkTo(b).linkTo(b, LinkBy.vpn()), aws(), aws(), 'described twice'],
    [
      'one link to two sets of networks',
      ({ a }) => a.linkTo(OFFICE).linkTo({ ...OFFICE, networks: ['10.9.0.0/16'] }),
      owned(),
      owned(),
      'described twice',
    ],
  ])('%s', (_, link, first, second, message) => {
    const { platform, ...sites } = two(first, second);
    link(sites);
    expect(reported(platform)).toMatchObject([{ rule: 'site-link', message: expect.stringContaining(message) }]);
  });
});
