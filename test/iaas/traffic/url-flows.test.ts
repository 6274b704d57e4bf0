import { flowsToUrls } from '../../../lib/iaas/traffic/url-flows';
import { HostGroup } from '../../../lib/iaas/traffic/host-group';
import { newPlatform } from '../settled';

function targets(...urls: string[]) {
  const hosts = new HostGroup(newPlatform(), { role: 'etcd', members: () => [] });
  return flowsToUrls(hosts, urls, 'a test').map(({ from, to, traffic, why }) => {
    expect([from, why]).toEqual([[hosts], 'a test']);
    const ports = traffic.flatMap((one) => ('ports' in one ? one.ports.map(({ from: port }) => port) : []));
    return `${to.kind === 'range' ? to.cidrs.map(String).join() : ''} ${ports.join()}`;
  });
}

describe('flowsToUrls', () => {
  test('lead to addresses alone where those are known, else to anyone, once for all ports', () => {
    expect(
      targets('http://10.0.0.5:8080/debian', 'http://mirror.example.com:8080', 'https://s3.example.com:9000'),
    ).toEqual(['10.0.0.5/32 8080', '0.0.0.0/0 8080,9000']);
    expect(targets('nfs://10.0.0.7:2049', 'ftp://10.0.0.7/debian')).toEqual(['10.0.0.7/32 2049,21']);
  });

  test('are none for what every host may reach, and for what is no URL', () => {
    expect(
      targets('https://a.example.com', 'http://10.0.0.5', 'http://b.example.com:443', 'b.example.com', ''),
    ).toEqual([]);
  });
});
