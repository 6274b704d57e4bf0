import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { orderObjects } from '../../lib/plan/objects';
import { plant, randomTree } from './order/random-tree';
import type { TreeSpec } from './order/random-tree';
import { OPTIONS, awaited } from './order/sample';

describe('on random trees', () => {
  /** What waits for what, pair by pair, from the words of the documentation. */
  function pairs({ dependencies }: TreeSpec, made: readonly IConstruct[]): [string, string][] {
    const below = (one: IConstruct) => one.node.findAll().filter((it): it is ApiObject => ApiObject.isApiObject(it));
    const chartOf = (one: IConstruct) => [...one.node.scopes].reverse().find((it): it is Chart => Chart.isChart(it));
    const own = (one: IConstruct) =>
      chartOf(one) === undefined ? below(one) : below(one).filter((it) => chartOf(it) === chartOf(one));
    const inner = (one: IConstruct): ApiObject[] => [
      ...own(one),
      ...one.node.children.filter((it) => Chart.isChart(it)).flatMap(inner),
    ];
    return dependencies.flatMap(({ source, targets }) =>
      targets.flatMap((target) => {
        const [from, to] = [made[source] as IConstruct, made[target] as IConstruct];
        const isBelow = from.node.scopes.includes(to);
        const waiting = new Set(own(from));
        const all = new Set(Chart.isChart(to) && !isBelow ? inner(to) : own(to));
        const isPart = [...all].every((one) => waiting.has(one));
        const who = isPart ? [...waiting].filter((one) => !all.has(one)) : [...waiting];
        const what = isPart ? [...all] : [...all].filter((one) => !waiting.has(one));
        return who.flatMap((a) => what.map((b): [string, string] => [a.name, b.name]));
      }),
    );
  }

  function closure(edges: readonly [string, string][]): Map<string, Set<string>> {
    const direct = new Map<string, string[]>();
    for (const [from, to] of edges) direct.set(from, [...(direct.get(from) ?? []), to]);
    return new Map(
      [...direct.keys()].map((from) => {
        const seen = new Set<string>();
        const open = [...(direct.get(from) ?? [])];
        for (let one = open.pop(); one !== undefined; one = open.pop())
          if (!seen.has(one)) {
            seen.add(one);
            open.push(...(direct.get(one) ?? []));
          }
        return [from, seen];
      }),
    );
  }

  it.each([{ outside: false }, { outside: true }])(
    'waits are those of every pair, waves keep them: %o',
    ({ outside }) => {
      const property = fc.property(randomTree({ size: 16, dependencies: 6, outside }), (spec) => {
        const app = plant(spec);
        const constructs = app.node.findAll();
        const before = constructs.map(({ node }) => node.dependencies);
        const order = orderObjects(app, OPTIONS);
        expect(constructs.map(({ node }) => node.dependencies)).toEqual(before);

        const byPath = new Map(constructs.map((one) => [one.node.path, one]));
        const made: IConstruct[] = [app];
        for (const { below, id } of spec.nodes) {
          const around = (made[below] as IConstruct).node.path;
          made.push(byPath.get(around === '' ? id : `${around}/${id}`) as IConstruct);
        }
        const expected = closure(pairs(spec, made));
        const isRing = [...expected].some(([from, to]) => to.has(from));
        const isOwn = spec.dependencies.some(({ source, targets }) => targets.includes(source));
        expect(order.cycle !== undefined).toBe(isRing || isOwn);
        if (isRing) return;
        const wave = new Map(order.objects.map((one) => [one.construct.name, one.wave]));
        for (const { construct } of order.objects) {
          const waitsFor = expected.get(construct.name) ?? new Set<string>();
          expect(awaited(order, construct.name)).toEqual(waitsFor);
          const highest = Math.max(-1, ...[...waitsFor].map((name) => wave.get(name) ?? Number.NaN));
          expect(wave.get(construct.name)).toBe(highest + 1);
        }
      });
      fc.assert(property, { numRuns: 300 });
    },
  );
});
