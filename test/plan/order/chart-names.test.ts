import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { ChartNames } from '../../../lib/plan/order/chart-names';

/** Makes a chart and what is around it. */
function chart(app: App, path: string): Chart {
  const ids = path.split('/');
  const last = ids.pop() ?? '';
  const scope = ids.reduce<Construct>(
    (at, id) => (at.node.tryFindChild(id) as Construct | undefined) ?? new Construct(at, id),
    app,
  );
  return new Chart(scope, last);
}

/** Names in cluster `main`, which is everything at or below `dc1/main`, and what is marked. */
function names(...paths: readonly string[]): string[] {
  const app = new App();
  const charts = paths.map((path) => chart(app, path));
  const clusterOf = ({ node }: IConstruct) =>
    /^dc1\/main(\/|$)|^tenants\/[^/]+\/[^/]+/.test(node.path) ? 'main' : undefined;
  const chartNames = new ChartNames(clusterOf);
  const given = charts.map((one) => chartNames.nameOf(one, 'main'));
  expect(charts.map((one) => chartNames.nameOf(one, 'main'))).toEqual(given);
  return given;
}

it.each([
  ['dc1/main/logs', 'logs'],
  ['dc1/main/logs/store', 'logs-store'],
  ['dc1/main/logs/logs', 'logs'],
  ['dc1/main/logs/Default', 'logs'],
  ['dc1/main/Log Center', 'log-center'],
  ['dc1/main', 'dc1-main'],
  ['tenants/retail/dev', 'tenants-retail-dev'],
  ['tenants/retail/dev/shop', 'tenants-retail-dev-shop'],
  ['dc1/main/ü', 'main'],
])('%s is called %s', (path, name) => {
  expect(names(path)).toEqual([name]);
});

it('the earlier of two with one name keeps it', () => {
  const [first, second, third] = names('dc1/main/a-b', 'dc1/main/a/b', 'dc1/main/A-b');
  expect(first).toBe('a-b');
  expect(second).toMatch(/^a-b-[0-9a-f]{8}$/);
  expect(third).toMatch(/^a-b-[0-9a-f]{8}$/);
  expect(third).not.toBe(second);
});

it('charts whose addresses are the same have names of their own', () => {
  const all = names('dc1/main/a-b', 'dc1/main/a/b', 'dc1/main/a/Default/b');
  expect(new Set(all).size).toBe(3);
});

it('long names are DNS labels, and differ', () => {
  const [a, b] = names(`dc1/main/${'x'.repeat(80)}a`, `dc1/main/${'x'.repeat(80)}b`);
  expect(a).toMatch(/^x+-[0-9a-f]{8}$/);
  expect(a?.length).toBe(63);
  expect(b).not.toBe(a);
});

it('names are unique in a cluster only', () => {
  const app = new App();
  const [one, other] = [chart(app, 'x/main/logs'), chart(app, 'x/edge/logs')];
  const given = new ChartNames(({ node }) => node.path.split('/')[1]);
  expect([given.nameOf(one, 'main'), given.nameOf(other, 'edge')]).toEqual(['logs', 'logs']);
});
