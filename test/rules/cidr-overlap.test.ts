import { PodNetwork } from 'altostratus';
import type { Platform, Site } from 'altostratus';
import * as fc from 'fast-check';
import { someCidr } from '../iaas/some-cidr';
import { cluster, found, healthy, HEALTHY, hosts, platform, site } from './fixtures';

/** A chain of three sites: the first and the last have no link of their own. */
function chain(networks: readonly [string, string, string], first: (on: Site) => void = () => undefined): Platform {
  const root = platform();
  const [a, b, c] = networks.map((network, n) => site(root, n === 0 ? HEALTHY : [], network, `dc${n + 1}`)) as [
    Site,
    Site,
    Site,
  ];
  a.linkTo(b);
  b.linkTo(c);
  first(a);
  return root;
}

/** What was found, as pairs of what overlaps. */
function pairs(root: Platform): (string | undefined)[] {
  return found(root, 'cidr-overlap').map(({ message }) => message.replace(/ \(line \d+\)/, ''));
}

describe('cidr-overlap', () => {
  it('finds pods in the network of the hosts, and names both places', () => {
    const { platform: root } = healthy({ podNetwork: PodNetwork.kubeRouter({ pods: '10.10.128.0/17' }) });
    expect(found(root, 'cidr-overlap')).toMatchObject([
      {
        path: 'dc1',
        message: expect.stringMatching(
          /network of site "dc1" 10\.10\.0\.0\/16 overlaps .*pod range of cluster "main" 10\.10\.128\.0\/17/,
        ) as string,
        related: [{ path: 'dc1/main' }],
      },
    ]);
  });

  it('finds services among pods', () => {
    expect(found(healthy({ services: '10.244.0.0/16' }).platform, 'cidr-overlap')).toHaveLength(1);
  });

  it('names the properties of which one has to change', () => {
    const { platform: root, site: here } = healthy({ services: '10.10.64.0/18' });
    here.linkTo({ name: 'office', networks: ['10.244.7.0/24'] });
    expect(found(root, 'cidr-overlap').map(({ remedy }) => remedy.split(':')[0])).toEqual([
      'Change `network` of site "dc1", or `services` of cluster "main"',
      'Change `networks` of "office" in `linkTo` of site "dc1", or `pods` in `podNetwork` of cluster "main"',
    ]);
  });

  it('finds a linked site with the same network', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'dc1').linkTo(site(root, [], '10.10.64.0/18', 'dc2'));
    expect(found(root, 'cidr-overlap')).toMatchObject([{ path: 'dc1', related: [{ path: 'dc2' }] }]);
  });

  it('finds what a link announces, against hosts, pods and services, each pair once', () => {
    const { platform: root, site: here } = healthy();
    here.linkTo({ name: 'office', networks: ['10.0.0.0/8'] });
    expect(pairs(root)).toEqual([
      'The network of site "dc1" 10.10.0.0/16 overlaps the network of "office" 10.0.0.0/8.',
      'The network of "office" 10.0.0.0/8 overlaps the pod range of cluster "main" 10.244.0.0/16.',
      'The network of "office" 10.0.0.0/8 overlaps the service range of cluster "main" 10.96.0.0/16.',
    ]);
    expect(found(root, 'cidr-overlap')[0]?.related).toMatchObject([{ path: 'dc1/network/to-office' }]);
  });

  it('finds two networks behind the links of one site: it would not know which way to go', () => {
    expect(pairs(chain(['10.10.0.0/16', '10.20.0.0/16', '10.10.4.0/24']))).toEqual([
      'The network of site "dc1" 10.10.0.0/16 overlaps the network of site "dc3" 10.10.4.0/24.',
    ]);
  });

  it('finds pods of a cluster that spans sites, against everything that its other site reaches', () => {
    const root = platform();
    const here = site(root, HEALTHY);
    const there = site(root, hosts('far', 1, 9, { address: '10.20.0.11' }), '10.20.0.0/16', 'dc2');
    here.linkTo(there);
    there.linkTo({ name: 'office', networks: ['10.244.7.0/24'] });
    cluster(here).cluster.addPool('away', { on: there, machines: there.hosts('far') });
    expect(pairs(root)).toEqual([
      'The network of "office" 10.244.7.0/24 overlaps the pod range of cluster "main" 10.244.0.0/16.',
    ]);
  });

  it('finds what comparing every pair of linked sites finds', () => {
    fc.assert(
      fc.property(
        fc.array(someCidr, { minLength: 2, maxLength: 7 }),
        fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 8 }),
        (networks, links) => {
          const root = platform();
          const sites = networks.map((cidr, n) => site(root, [], cidr.toString(), `s${n}`));
          const linked = new Set<string>();
          for (const [a, b] of links) {
            const [one, other] = [a % sites.length, b % sites.length];
            if (one === other) continue;
            sites[one]?.linkTo(sites[other] as Site);
            linked.add(`${one} ${other}`).add(`${other} ${one}`);
          }
          const meet = (a: number, b: number) =>
            linked.has(`${a} ${b}`) || sites.some((_, n) => linked.has(`${n} ${a}`) && linked.has(`${n} ${b}`));
          const naive = networks.flatMap((cidr, b) =>
            networks.flatMap((other, a) => (a < b && meet(a, b) && cidr.overlaps(other) ? [`s${a} s${b}`] : [])),
          );
          const seen = found(root, 'cidr-overlap').map(({ path, related }) => `${path} ${related[0]?.path ?? ''}`);
          expect(seen.sort()).toEqual(naive.sort());
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is content with sites that do not talk to each other, and with ranges of their own', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'dc1');
    site(root, [], '10.10.0.0/16', 'dc2');
    expect(found(root, 'cidr-overlap')).toEqual([]);
    expect(found(healthy().platform, 'cidr-overlap')).toEqual([]);
  });

  it('is content with pods that are the same at the two ends of a chain: they never meet', () => {
    const root = chain(['10.10.0.0/16', '10.20.0.0/16', '10.244.0.0/16'], (on) => cluster(on));
    expect(pairs(root)).toEqual([]);
  });

  it('is content with ranges that cannot be read: that is said once', () => {
    const { platform: root } = healthy({ services: 'none', podNetwork: PodNetwork.kubeRouter({ pods: 'none' }) });
    expect(pairs(root)).toEqual([]);
  });
});
