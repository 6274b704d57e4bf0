import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ApiObject, Chart } from 'cdk8s';
import { App, Names } from 'cdk8s';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { chartOrder } from '../../../lib/plan/order/chart-order';
import { Walk } from '../../../lib/plan/order/walk';
import { plant, randomTree } from './random-tree';
import type { TreeSpec } from './random-tree';

interface Written {
  /** Paths of charts, in order. */
  readonly charts: readonly string[];
  /** Names of objects by chart. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
}

/** What cdk8s itself writes; undefined where it throws (a cycle, recursion without end) or leaves something out (a cycle of its own root). */
function byCdk8s(spec: TreeSpec): Written | undefined {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'chart-order-'));
  try {
    const app = plant(spec, new App({ outdir }));
    app.synth();
    const { charts } = app;
    const files = fs.readdirSync(outdir).sort();
    if (files.some((file) => /^\d{4}-/.test(file)))
      expect(charts.map((chart, n) => `${String(n).padStart(4, '0')}-${Names.toDnsLabel(chart)}.k8s.yaml`)).toEqual(
        files,
      );
    const fileOf = (chart: Chart) =>
      files.find((file) => file.replace(/^\d{4}-/, '') === `${Names.toDnsLabel(chart)}.k8s.yaml`);
    const names = (chart: Chart) => documentsOf(fs.readFileSync(path.join(outdir, fileOf(chart) ?? 'missing'), 'utf8'));
    const written = {
      charts: charts.map(({ node }) => node.path),
      objects: Object.fromEntries(charts.map((chart) => [chart.node.path, names(chart)])),
    };
    const count = written.charts.length + Object.values(written.objects).flat().length;
    return count < spec.nodes.filter(({ kind }) => kind !== 'construct').length ? undefined : written;
  } catch (error) {
    if (/Dependency cycle|Maximum call stack/.test(String(error))) return undefined;
    throw error;
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

function documentsOf(text: string): string[] {
  return parseAllDocuments(text).flatMap((document) => {
    const manifest = document.toJSON() as { metadata: { name: string } } | null;
    return manifest === null ? [] : [manifest.metadata.name];
  });
}

function byUs(app: App): Written {
  const walk = new Walk(app);
  const { charts, objects } = chartOrder(walk);
  const names = (chart: number) =>
    objects.filter((object) => walk.chartOf(object) === chart).map((object) => (walk.at(object) as ApiObject).name);
  return {
    charts: charts.map((chart) => walk.at(chart).node.path),
    objects: Object.fromEntries(charts.map((chart) => [walk.at(chart).node.path, names(chart)])),
  };
}

describe('chartOrder', () => {
  it.each([
    { name: 'few dependencies', size: 14, dependencies: 3, runs: 300 },
    { name: 'many dependencies', size: 12, dependencies: 7, runs: 300 },
    { name: 'larger trees', size: 25, dependencies: 6, runs: 100 },
  ])('is the order of cdk8s where that finishes: $name', ({ size, dependencies, runs }) => {
    let finished = 0;
    const property = fc.property(randomTree({ size, dependencies, outside: false }), (spec) => {
      const expected = byCdk8s(spec);
      if (expected === undefined) return;
      finished++;
      expect(byUs(plant(spec))).toEqual(expected);
    });
    fc.assert(property, { numRuns: runs });
    expect(finished).toBeGreaterThan(runs / 3);
  });

  it('leaves nothing out where cdk8s throws or drops it: cycles, dependencies outside of charts', () => {
    const property = fc.property(randomTree({ size: 16, dependencies: 8, outside: true }), (spec) => {
      const walk = new Walk(plant(spec));
      const { charts, objects } = chartOrder(walk);
      const sorted = (places: readonly number[]) => [...places].sort((a, b) => a - b);
      expect(sorted(charts)).toEqual(walk.charts);
      expect(sorted(objects)).toEqual(walk.objects);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('puts the charts of a construct behind those of what it depends on', () => {
    const nodes: TreeSpec['nodes'] = [
      { kind: 'construct', below: 0, id: 'tenants' },
      { kind: 'chart', below: 1, id: 'retail' },
      { kind: 'construct', below: 0, id: 'services' },
      { kind: 'chart', below: 3, id: 'logs' },
      { kind: 'chart', below: 0, id: 'first' },
    ];
    const paths = (source: number, target: number) =>
      byUs(plant({ nodes, dependencies: [{ source, targets: [target] }] })).charts;
    expect(paths(1, 3)).toEqual(['services/logs', 'tenants/retail', 'first']);
    expect(paths(2, 3)).toEqual(['services/logs', 'tenants/retail', 'first']);
    expect(paths(1, 5)).toEqual(['first', 'tenants/retail', 'services/logs']);
  });
});
