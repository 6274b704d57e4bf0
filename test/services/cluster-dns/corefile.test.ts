import * as fc from 'fast-check';
import { corefile, isWithin } from '../../../lib/services/cluster-dns/corefile';
import type { DnsSettings } from '../../../lib/services/cluster-dns/corefile';

const BASE: DnsSettings = { clusterDomain: 'cluster.local', stubDomains: [], records: [], upstream: [] };

/** Blocks of a Corefile by what stands before the brace, each with its lines, read without the encoder's help. */
function read(text: string): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  const path: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '}') path.pop();
    else if (line.endsWith(' {')) {
      path.push(line.slice(0, -2));
      blocks.set(path.join(' > '), []);
    } else if (line !== '') blocks.get(path.join(' > '))?.push(line);
  }
  expect(path).toEqual([]);
  return blocks;
}

it('answers for the cluster, asks the nodes’ servers for the rest, and says how it is', () => {
  const blocks = read(corefile(BASE));
  expect([...blocks.keys()]).toEqual([
    '.:53',
    '.:53 > health',
    '.:53 > kubernetes cluster.local in-addr.arpa ip6.arpa',
    '.:53 > forward . /etc/resolv.conf',
    '.:53 > cache 30',
  ]);
  expect(blocks.get('.:53')).toEqual(['errors', 'ready', 'prometheus :9153', 'loop', 'loadbalance']);
});

it('has a block of its own for each stub domain, in one order', () => {
  const stubDomains = [
    { zone: 'b.example', servers: ['10.1.0.2', '10.1.0.3:5353'] },
    { zone: 'a.example', servers: ['10.1.0.9'] },
  ];
  const text = corefile({ ...BASE, stubDomains });
  expect(read(text).get('b.example:53')).toContain('forward . 10.1.0.2 10.1.0.3:5353');
  expect(text).toBe(corefile({ ...BASE, stubDomains: [...stubDomains].reverse() }));
});

it('puts a record where it is asked for: into the innermost zone that holds it', () => {
  const blocks = read(
    corefile({
      ...BASE,
      stubDomains: [
        { zone: 'example', servers: ['10.1.0.1'] },
        { zone: 'corp.example', servers: ['10.1.0.2'] },
      ],
      records: [
        { name: 'a.corp.example', address: '10.0.0.1' },
        { name: 'a.example', address: '10.0.0.2' },
        { name: 'notcorp.example.org', address: '10.0.0.3' },
      ],
    }),
  );
  expect(blocks.get('corp.example:53 > hosts')?.[0]).toBe('10.0.0.1 a.corp.example');
  expect(blocks.get('example:53 > hosts')?.[0]).toBe('10.0.0.2 a.example');
  expect(blocks.get('.:53 > hosts')?.[0]).toBe('10.0.0.3 notcorp.example.org');
});

it('asks the servers that are named', () => {
  expect(read(corefile({ ...BASE, upstream: ['9.9.9.9', '1.1.1.1'] })).has('.:53 > forward . 9.9.9.9 1.1.1.1')).toBe(
    true,
  );
});

it('lets no text out of its place', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const lines = corefile({ ...BASE, clusterDomain: text }).split('\n');
      const ways = lines.filter((line) => line.trim() === 'loop' || line.trim().startsWith('forward '));
      fc.pre(!text.includes('\n'));
      expect(ways.length).toBe(2);
    }),
  );
});

it.each([
  ['a.corp.example', 'corp.example', true],
  ['corp.example', 'corp.example', true],
  ['notcorp.example', 'corp.example', false],
  ['example', 'corp.example', false],
])('knows whether %p is within %p', (name, zone, expected) => {
  expect(isWithin(name, zone)).toBe(expected);
});
