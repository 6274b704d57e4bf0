import { ApiObject, Chart } from 'cdk8s';
import { Allotment, applySettlement, claimsIn, UnsettledError } from '../../lib/core/allotment';
import { emptyLedger, settle } from '../../lib/core/ledger';
import type { Pool } from '../../lib/core/ledger';
import { Platform } from '../../lib/core/platform';

const ports: Pool = { id: 'node-ports/main', first: 30_000, last: 30_001, reserved: [] };

const tree = () => {
  const platform = new Platform({ name: 'p', environment: 'dev', domain: 'example.com' });
  return { platform, chart: new Chart(platform, 'logs') };
};

const settled = (platform: Platform) => {
  const { pools, claims } = claimsIn(platform);
  applySettlement(
    platform,
    settle(
      pools,
      claims.map(({ claim }) => claim),
      emptyLedger('p', 'dev'),
      '2026-11-21',
    ),
  );
};

describe('Allotment', () => {
  it('asks under the path of its construct, and its label where it wants several', () => {
    const { platform, chart } = tree();
    new Allotment(chart, { pool: ports });
    new Allotment(chart, { pool: ports, label: 'metrics', wanted: 30_001 });
    expect(claimsIn(platform)).toEqual({
      pools: [ports],
      claims: [
        { claim: { pool: 'node-ports/main', key: 'logs' }, at: chart },
        { claim: { pool: 'node-ports/main', key: 'logs#metrics', wanted: 30_001 }, at: chart },
      ],
    });
  });

  it('has its number once the tree is settled, and throws before', () => {
    const { platform, chart } = tree();
    const allotment = new Allotment(chart, { pool: ports });
    expect(() => allotment.value).toThrow(UnsettledError);
    expect(() => allotment.value).toThrow('No number was handed out for logs from node-ports/main');
    settled(platform);
    expect(allotment.value).toBe(30_000);
  });

  it('throws where there was none to give, and leaves the others alone', () => {
    const { platform, chart } = tree();
    const allotments = ['a', 'b', 'c'].map((label) => new Allotment(chart, { pool: ports, label }));
    settled(platform);
    expect(allotments.slice(0, 2).map(({ value }) => value)).toEqual([30_000, 30_001]);
    expect(() => allotments[2]?.value).toThrow(
      expect.objectContaining({ claim: { pool: 'node-ports/main', key: 'logs#c' } }),
    );
  });

  it('stands in an object of cdk8s as a number, and as any format of it', () => {
    const { platform, chart } = tree();
    const allotment = new Allotment(chart, { pool: ports, label: 'http' });
    const object = new ApiObject(chart, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'logs', annotations: { port: allotment.lazy((value) => `port ${value}`) } },
      spec: {
        ports: [{ nodePort: allotment.lazy(), extra: allotment.lazy((value) => ({ from: value, to: [value + 1] })) }],
      },
    });
    expect(() => object.toJson() as unknown).toThrow(/No number was handed out for logs#http/);
    settled(platform);
    expect(object.toJson()).toMatchObject({
      metadata: { annotations: { port: 'port 30000' } },
      spec: { ports: [{ nodePort: 30_000, extra: { from: 30_000, to: [30_001] } }] },
    });
  });

  it('belongs to its own platform', () => {
    const [one, other] = [tree(), tree()];
    const allotment = new Allotment(one.chart, { pool: ports });
    settled(other.platform);
    expect(() => allotment.value).toThrow(UnsettledError);
    expect(claimsIn(other.platform)).toEqual({ pools: [], claims: [] });
  });
});
