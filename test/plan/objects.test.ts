import { App, Chart, Lazy } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import { Construct, Node } from 'constructs';
import type { IConstruct } from 'constructs';
import { UnsettledError, Allotment, applySettlement } from '../../lib/core/allotment';
import { Capability, provides, requires } from '../../lib/core/capability';
import { emptyLedger, settle } from '../../lib/core/ledger';
import { orderObjects } from '../../lib/plan/objects';
import { OPTIONS, awaited, entries, object, part, waves } from './order/sample';

describe('what an object names', () => {
  const chart = () => new Chart(new App(), 'chart');

  it('is waited for: its namespace', () => {
    const scope = chart();
    object(scope, 'settings', { metadata: { namespace: 'logs' } });
    object(scope, 'logs', { kind: 'Namespace' });
    const order = orderObjects(scope.node.root, OPTIONS);
    expect(waves(order)).toEqual(['0 logs', '1 settings']);
    expect(order.objects.map(({ dependsOn }) => dependsOn)).toEqual([[], ['v1/Namespace/-/logs']]);
    expect(order.gates).toEqual([]);
    expect(order.unprovided).toEqual([]);
  });

  it('is missed where nothing gives it, by each object that names it', () => {
    const scope = chart();
    const [a, b] = ['a', 'b'].map((id) => object(scope, id, { metadata: { namespace: 'logs' } }));
    const capability = Capability.namespace('main', 'logs');
    expect(orderObjects(scope.node.root, OPTIONS).unprovided).toEqual([
      { capability, at: a },
      { capability, at: b },
    ]);
  });

  it('is not missed where a bundle gives it', () => {
    const scope = chart();
    object(scope, 'issuer', { apiVersion: 'cert-manager.io/v1', kind: 'Issuer' });
    const bundled = (cluster: string) => [Capability.customKind(cluster, 'cert-manager.io', 'Issuer')];
    expect(orderObjects(scope.node.root, { ...OPTIONS, bundled }).unprovided).toEqual([]);
    expect(orderObjects(scope.node.root, OPTIONS).unprovided).toHaveLength(1);
  });

  it('is not missed of an object that could not be rendered', () => {
    const scope = chart();
    object(scope, 'issuer', { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', spec: new Date(0) });
    expect(orderObjects(scope.node.root, OPTIONS)).toMatchObject({ unprovided: [], failures: [{ kind: 'render' }] });
  });

  it('is not missed where the object that gives it could not be rendered', () => {
    const scope = chart();
    object(scope, 'settings', { metadata: { namespace: 'logs' } });
    const space = object(scope, 'logs', { kind: 'Namespace', spec: new Date(0) });
    const { unprovided, failures } = orderObjects(scope.node.root, OPTIONS);
    expect(unprovided).toEqual([]);
    expect(failures.map(({ construct }) => construct)).toEqual([space]);
  });
});

describe('what constructs state', () => {
  it('holds for all objects at or below them, through one gate', () => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    const [users, registry] = [part(chart, 'user', 50), part(chart, 'registry', 40)];
    const capability = Capability.service('main', 'registry');
    requires(users, capability);
    provides(registry, capability);
    const order = orderObjects(app, OPTIONS);
    expect(order.objects.map(({ wave }) => wave)).toEqual([
      ...new Array<number>(40).fill(0),
      ...new Array<number>(50).fill(1),
    ]);
    expect(order.gates).toMatchObject([{ id: 'service/main/registry', cluster: 'main', behind: [] }]);
    expect(entries(order)).toBe(90);
    expect(awaited(order, 'user7').size).toBe(40);
  });

  it('makes nobody wait for itself: who needs it does not give it', () => {
    const chart = new Chart(new App(), 'chart');
    const registry = part(chart, 'registry', 2);
    const capability = Capability.service('main', 'registry');
    provides(registry, capability);
    requires(object(registry, 'projects'), capability);
    expect(waves(orderObjects(chart.node.root, OPTIONS))).toEqual(['0 registry0', '0 registry1', '1 projects']);
  });

  it('is met by a construct without objects', () => {
    const app = new App();
    const capability = Capability.service('main', 'dns');
    provides(new Construct(app, 'hosts'), capability);
    requires(part(new Chart(app, 'chart'), 'a'), capability);
    expect(orderObjects(app, OPTIONS)).toMatchObject({
      unprovided: [],
      gates: [],
      objects: [{ wave: 0, dependsOn: [], behind: [] }],
    });
  });

  it('is missed in the order of the tree, whoever said so first', () => {
    const chart = new Chart(new App(), 'chart');
    const [first, second] = [part(chart, 'first'), part(chart, 'second')];
    const capability = Capability.webhook('main', 'a');
    const named = object(second, 'named', { metadata: { namespace: 'logs' } });
    for (const at of [second, first]) requires(at, capability);
    expect(orderObjects(chart.node.root, OPTIONS).unprovided.map(({ at }) => at)).toEqual([first, second, named]);
  });

  it('is missed at the construct, once, where nothing gives it or only who needs it', () => {
    const app = new App();
    const users = part(new Chart(app, 'chart'), 'user', 3);
    const [nobody, itself] = [Capability.webhook('main', 'a'), Capability.webhook('main', 'b')];
    for (const capability of [itself, nobody]) requires(users, capability);
    provides(users, itself);
    expect(orderObjects(app, OPTIONS).unprovided).toEqual([
      { capability: itself, at: users },
      { capability: nobody, at: users },
    ]);
  });
});

describe('dependencies', () => {
  it('between constructs of two charts are between these alone', () => {
    const app = new App();
    const [web, store] = [new Chart(app, 'web'), new Chart(app, 'store')];
    const [page, tables] = [part(web, 'page'), part(store, 'tables')];
    const [about, views] = [part(web, 'about'), part(store, 'views')];
    page.node.addDependency(tables);
    views.node.addDependency(about);
    const order = orderObjects(app, OPTIONS);
    expect(waves(order).sort()).toEqual(['0 about0', '0 tables0', '1 page0', '1 views0']);
    expect(order.cycle).toBeUndefined();
  });

  it('on a chart are on the charts directly in it too, which do not wait for each other', () => {
    const app = new App();
    const [web, outer] = [new Chart(app, 'web'), new Chart(app, 'outer')];
    const inner = new Chart(outer, 'inner');
    object(web, 'page');
    object(outer, 'space', { kind: 'Namespace' });
    object(inner, 'store', { metadata: { namespace: 'space' } });
    web.addDependency(outer);
    expect(waves(orderObjects(app, OPTIONS))).toEqual(['0 space', '1 store', '2 page']);
  });

  it('of a chart on the one that it is in are on the objects of that one alone', () => {
    const outer = new Chart(new App(), 'outer');
    object(outer, 'space');
    for (const id of ['a', 'b']) {
      const inner = new Chart(outer, id);
      object(inner, `${id}-store`);
      inner.addDependency(outer);
    }
    expect(waves(orderObjects(outer.node.root, OPTIONS))).toEqual(['0 space', '1 a-store', '1 b-store']);
  });

  it('of constructs outside of charts are of everything below them', () => {
    const app = new App();
    const [services, tenants] = [new Construct(app, 'services'), new Construct(app, 'tenants')];
    object(new Chart(tenants, 'retail'), 'shop');
    object(new Chart(services, 'logs'), 'collector');
    object(new Chart(new Chart(services, 'registry'), 'jobs'), 'sweeper');
    tenants.node.addDependency(services);
    const order = orderObjects(app, OPTIONS);
    expect(waves(order)).toEqual(['0 collector', '0 sweeper', '1 shop']);
    expect([...awaited(order, 'shop')].sort()).toEqual(['collector', 'sweeper']);
  });

  it('on a part of oneself make the rest wait, on what one is part of make one wait for the rest', () => {
    const chart = new Chart(new App(), 'chart');
    const whole = part(chart, 'whole', 2);
    const first = part(whole, 'first', 2);
    const last = part(chart, 'last', 2);
    whole.node.addDependency(first);
    last.node.addDependency(chart);
    const names = ['first0', 'first1', 'whole0', 'whole1', 'last0', 'last1'];
    expect(waves(orderObjects(chart.node.root, OPTIONS))).toEqual(
      names.map((name, n) => `${Math.floor(n / 2)} ${name}`),
    );
  });

  it('on constructs of other trees are passed over', () => {
    const chart = new Chart(new App(), 'chart');
    object(chart, 'a').addDependency(object(new Chart(new App(), 'chart'), 'a'));
    expect(orderObjects(chart.node.root, OPTIONS)).toMatchObject({ objects: [{ wave: 0, dependsOn: [] }] });
  });

  it('take as many ids as objects, not as pairs of them', () => {
    const app = new App();
    const charts = Array.from({ length: 5 }, (_, n) => new Chart(app, `layer${n}`));
    charts.forEach((chart, n) => {
      for (let k = 0; k < 200; k++) object(chart, `${n}-${k}`);
      if (n > 0) chart.addDependency(charts[n - 1] as Chart);
    });
    const order = orderObjects(app, OPTIONS);
    expect(new Set(order.objects.map(({ wave, chart }) => `${wave} ${chart}`)).size).toBe(5);
    expect(order.gates.map(({ id }) => id)).toEqual(['after/layer0', 'after/layer1', 'after/layer2', 'after/layer3']);
    expect(entries(order)).toBe(1_600);
  });

  it('have gates with ids of their own, also where two stand for the same construct', () => {
    const outer = new Chart(new App(), 'outer');
    const [inner, user] = [new Chart(outer, 'inner'), new Chart(outer.node.root as App, 'user')];
    for (const chart of [outer, inner, user]) part(chart, `of-${chart.node.id}-`, 5);
    for (const chart of [inner, user]) chart.addDependency(outer);
    const { gates } = orderObjects(outer.node.root, OPTIONS);
    expect(gates.map(({ id, dependsOn }) => [id, dependsOn.length])).toEqual([
      ['after/outer', 5],
      ['after/outer~2', 10],
    ]);
  });

  it('of many on many, each of its own, take as many ids as there are of both', () => {
    const chart = new Chart(new App(), 'chart');
    const users = part(chart, 'user', 100);
    for (let n = 0; n < 100; n++) users.node.addDependency(object(chart, `target${n}`));
    const order = orderObjects(chart.node.root, OPTIONS);
    expect(entries(order)).toBe(200);
    expect(awaited(order, 'user99').size).toBe(100);
  });
});

describe('a cycle', () => {
  it('is named as constructs, with the reason of each step', () => {
    const chart = new Chart(new App(), 'chart');
    const space = object(chart, 'logs', { kind: 'Namespace' });
    const store = object(chart, 'store', { metadata: { namespace: 'logs' } });
    const base = part(chart, 'base');
    space.addDependency(base);
    base.node.addDependency(store);
    const { cycle, cycleReasons } = orderObjects(chart.node.root, OPTIONS);
    const steps = cycle?.map(({ node }, n) => {
      const reason = cycleReasons?.[n];
      return `${node.path} for ${typeof reason === 'string' ? reason : (reason?.node.path ?? '')}`;
    });
    const turn = steps?.findIndex((step) => step.startsWith('chart/logs')) ?? 0;
    expect([...(steps?.slice(turn) ?? []), ...(steps?.slice(0, turn) ?? [])]).toEqual([
      'chart/logs for chart/base',
      'chart/base/base0 for chart/store',
      'chart/store for namespace/main/logs',
    ]);
  });

  it('has as reason what is depended on, also where several things are', () => {
    const chart = new Chart(new App(), 'chart');
    const [users, base, other] = [part(chart, 'users', 2), part(chart, 'base', 2), part(chart, 'other')];
    users.node.addDependency(other, base);
    base.node.addDependency(users);
    const { cycle, cycleReasons } = orderObjects(chart.node.root, OPTIONS);
    const reasons = new Map(cycle?.map(({ node }, n) => [node.scope, cycleReasons?.[n]]));
    expect(reasons.get(users)).toBe(base);
    expect(reasons.get(base)).toBe(users);
  });

  it('is also one over two clusters, and of a construct with itself', () => {
    const app = new App();
    const [here, there] = [new Chart(app, 'here'), new Chart(app, 'there')];
    const [a, b] = [object(here, 'a'), object(there, 'b')];
    a.addDependency(b);
    b.addDependency(a);
    const clusterOf = (construct: IConstruct) => construct.node.path.split('/')[0];
    expect(orderObjects(app, { clusterOf }).cycle).toEqual(expect.arrayContaining([a, b]));

    const alone = part(new Chart(new App(), 'chart'), 'alone');
    alone.node.addDependency(alone);
    expect(orderObjects(alone.node.root, OPTIONS)).toMatchObject({ cycle: [alone], objects: [{ wave: 0 }] });
  });
});

describe('an object that is no part of the result', () => {
  it('belongs to no cluster, or cannot be rendered; all are told and the others are there', () => {
    const app = new App();
    const [chart, lost] = [new Chart(app, 'chart'), new Chart(app, 'lost')];
    object(chart, 'good').addDependency(object(chart, 'bad', { data: new Map() }));
    object(lost, 'homeless', { data: new Map() });
    const { objects, failures } = orderObjects(app, {
      clusterOf: ({ node }) => (node.path.startsWith('chart') ? 'main' : undefined),
    });
    expect(objects.map(({ construct, dependsOn }) => [construct.name, dependsOn])).toEqual([['good', []]]);
    expect(failures.map(({ kind, construct, error }) => `${kind} ${construct.name}: ${error.message}`)).toEqual([
      expect.stringMatching(/^render bad: .*non-simple object of type 'Map'/),
      'homeless homeless: "lost/homeless" belongs to no cluster',
      expect.stringMatching(/^render homeless: /),
    ]);
  });

  it('is told as UnsettledError where it waits for a number that nobody got', () => {
    const chart = new Chart(new App(), 'chart');
    const pool = { id: 'ports', first: 1, last: 0, reserved: [] };
    const port = new Allotment(chart, { pool });
    object(chart, 'a', { data: { port: port.lazy() } });
    const claim = { pool: 'ports', key: 'chart' };
    applySettlement(chart, settle([pool], [claim], emptyLedger('p', 'dev'), '2026-01-01'));
    const [failure] = orderObjects(chart.node.root, OPTIONS).failures;
    expect(failure?.error).toBeInstanceOf(UnsettledError);
  });
});

describe('clusters', () => {
  it('follow in the order of the tree, each with waves and ids of its own', () => {
    const app = new App();
    const charts = ['west', 'east'].map((id) => new Chart(app, id));
    const [west, east] = charts.map((chart) => object(chart, `${chart.node.id}-a`)) as [ApiObject, ApiObject];
    for (const [n, chart] of charts.entries())
      object(chart, `${chart.node.id}-b`).addDependency([west, east][n] as ApiObject, west);
    const order = orderObjects(app, { clusterOf: ({ node }) => node.path.split('/')[0] });
    expect(
      order.objects.map(({ cluster, wave, construct, dependsOn }) => [cluster, wave, construct.name, dependsOn]),
    ).toEqual([
      ['west', 0, 'west-a', []],
      ['west', 1, 'west-b', ['v1/ConfigMap/-/west-a']],
      ['east', 0, 'east-a', []],
      ['east', 1, 'east-b', ['v1/ConfigMap/-/east-a']],
    ]);
  });

  it('have no gates for what is in other clusters alone', () => {
    const app = new App();
    const [west, east] = [new Chart(app, 'west'), new Chart(app, 'east')];
    part(west, 'base', 5);
    part(east, 'user', 5);
    east.addDependency(west);
    const order = orderObjects(app, { clusterOf: ({ node }) => node.path.split('/')[0] });
    expect(order.gates).toEqual([]);
    expect(order.objects.filter(({ behind, wave }) => behind.length > 0 || wave > 0)).toEqual([]);
  });

  it('have gates of their own where one stands for objects of both', () => {
    const app = new App();
    const [all, users] = [new Construct(app, 'all'), new Construct(app, 'users')];
    for (const cluster of ['west', 'east']) {
      part(new Chart(all, cluster), `${cluster}-base`, 5);
      part(new Chart(users, cluster), `${cluster}-user`, 5);
    }
    users.node.addDependency(all);
    const order = orderObjects(app, { clusterOf: ({ node }) => node.path.split('/')[1] });
    expect(order.gates.map(({ id, cluster, dependsOn }) => [id, cluster, dependsOn.length])).toEqual([
      ['after/all', 'west', 5],
      ['after/all', 'east', 5],
    ]);
  });
});

describe('the work', () => {
  it('asks every construct once for its children and its dependencies, however many charts there are', () => {
    const app = new App();
    const charts = Array.from({ length: 30 }, (_, n) => new Chart(app, `chart${n}`));
    for (const [n, chart] of charts.entries()) {
      part(chart, `part${n}`, 3);
      if (n > 0) chart.addDependency(charts[n - 1] as Chart);
    }
    const children = jest.spyOn(Node.prototype, 'children', 'get');
    const dependencies = jest.spyOn(Node.prototype, 'dependencies', 'get');
    try {
      orderObjects(app, OPTIONS);
      expect(children).toHaveBeenCalledTimes(1 + 30 * 5);
      expect(dependencies).toHaveBeenCalledTimes(1 + 30 * 5);
    } finally {
      children.mockRestore();
      dependencies.mockRestore();
    }
  });

  it('renders every object once', () => {
    const chart = new Chart(new App(), 'chart');
    let count = 0;
    object(chart, 'a', { data: Lazy.any({ produce: () => ({ count: String(++count) }) }) });
    expect(orderObjects(chart.node.root, OPTIONS).objects[0]?.manifest.data).toEqual({ count: '1' });
  });
});
