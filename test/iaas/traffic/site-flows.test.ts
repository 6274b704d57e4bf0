import { Inventory } from '../../../lib/iaas/inventory/inventory';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import type { SiteProps } from '../../../lib/iaas/site';
import { flowsIn } from '../../../lib/iaas/traffic/flow';
import type { Flow, Peer } from '../../../lib/iaas/traffic/flow';
import { newPlatform } from '../settled';

const named = (peer: Peer) => (peer.kind === 'hosts' ? peer.id : peer.cidrs.map(String).join());

function flowsOf(props: Partial<SiteProps>, link?: (site: Site) => unknown) {
  const platform = newPlatform();
  const provider = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
  const site = new Site(platform, 'dc1', { provider, network: '10.1.0.0/16', ...props });
  link?.(site);
  return flowsIn(platform).map(({ from, to, traffic }: Flow) => {
    const what = traffic.map(
      (one) => `${one.protocol}${'ports' in one ? ` ${one.ports.map(({ from: port }) => port).join()}` : ''}`,
    );
    return `${from.map(named).join()} > ${named(to)}: ${what.join(', ')}`;
  });
}

describe('flows of a site', () => {
  test('are SSH from those who are named, and what every host needs of others', () => {
    expect(flowsOf({ access: { ssh: ['10.9.0.0/24'] }, ntp: ['10.1.0.2', '10.1.0.3'] })).toEqual([
      '10.9.0.0/24 > dc1-hosts: tcp 22',
      '10.1.0.0/16 > dc1-hosts: icmp',
      'dc1-hosts > 10.1.0.2/32,10.1.0.3/32: udp 123',
      'dc1-hosts > 0.0.0.0/0: udp 53, tcp 53',
      'dc1-hosts > 0.0.0.0/0: tcp 80,443',
    ]);
  });

  test('let in the network of the site by SSH, where nobody is named', () => {
    expect(flowsOf({})).toContain('10.1.0.0/16 > dc1-hosts: tcp 22');
  });

  test.each([[{}], [{ ntp: ['10.1.0.2', 'time.example.com'] }]])(
    'ask anyone for the time, where servers have no address (%j)',
    (props) => {
      expect(flowsOf(props)).toContain('dc1-hosts > 0.0.0.0/0: udp 123');
    },
  );

  test('let in ICMP over links', () => {
    const link = (site: Site) => site.linkTo({ name: 'office', networks: ['172.16.0.0/12'] });
    expect(flowsOf({}, link)).toContain('10.1.0.0/16,172.16.0.0/12 > dc1-hosts: icmp');
  });
});
