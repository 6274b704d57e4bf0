import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import type { ApiObjectProps, IResolver } from 'cdk8s';
import { Quantity } from 'cdk8s-plus-27/lib/imports/k8s';
import { Service } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import type * as cdk8s from 'cdk8s';
import { renderObject } from '../../../lib/plan/order/render';
import type * as render from '../../../lib/plan/order/render';

/** What is not plain data and yet may stand in an object; the last two cannot be rendered. */
const special = {
  lazy: () => Lazy.any({ produce: () => ({ late: [1, Lazy.any({ produce: () => 'deeper' })] }) }),
  token: () => ({ resolve: () => 'told' }),
  union: () => Quantity.fromString('1Gi'),
  keyed: () => ({ resolve: 'a text', value: 1 }),
  date: () => new Date(0),
  odd: () => ({ constructor: 'x' }),
};

const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined, '', 0)) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(special)).map((make) => make() as unknown) },
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('10', '9', 'b', 'a')), tie('tree'), {
      maxKeys: 4,
    }),
  ),
}));
const map = fc.option(fc.dictionary(fc.constantFrom('b', 'a', 'c'), fc.string()), { nil: undefined });
const metadata = fc.record({ labels: map, annotations: map, finalizers: fc.array(fc.string()), more: tree });
const specs = fc.record({ metadata, spec: tree, data: tree, patch: fc.boolean() });
type Spec = typeof specs extends fc.Arbitrary<infer T> ? T : never;

function make({ metadata: { labels, annotations, finalizers, more }, spec, data, patch }: Spec): ApiObject {
  const chart = new Chart(new App(), 'chart', { namespace: 'apps', labels: { tier: 'web', a: 'chart' } });
  const props = {
    spec,
    metadata: { finalizers, more, ...(labels && { labels }), ...(annotations && { annotations }) },
    kind: 'Thing',
    data,
    apiVersion: 'example.com/v1',
  };
  const object = new ApiObject(chart, 'thing', props as ApiObjectProps);
  object.metadata.addAnnotation('added', 'later');
  if (patch) object.addJsonPatch(JsonPatch.add('/patched', { yes: true }));
  return object;
}

/** Text of the result (with the order of its keys) or of what was thrown. */
function outcome(render: () => unknown): string {
  try {
    return JSON.stringify(render(), (_, value: unknown) => (value === undefined ? '(undefined)' : value));
  } catch (error) {
    return String(error);
  }
}

const plain: ApiObjectProps & { spec: unknown } = {
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'one' },
  spec: { b: [1, { x: null }], a: {} },
};

describe('renderObject', () => {
  it('gives what toJson gives, keys in the same order, and throws what it throws', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        expect(outcome(() => renderObject(make(spec)))).toBe(outcome(() => make(spec).toJson()));
      }),
      { numRuns: 500 },
    );
  });

  it.each(Object.entries(special))('leaves to cdk8s what is more than data: %s', (_, value) => {
    const spec: Spec = {
      metadata: { labels: {}, annotations: {}, finalizers: [], more: 1 },
      spec: [{ x: value() }],
      data: 1,
      patch: false,
    };
    expect(outcome(() => renderObject(make(spec)))).toBe(outcome(() => make(spec).toJson()));
  });

  it('does without the resolvers of cdk8s where all is data, and asks them where it is not', () => {
    const object = new ApiObject(new Chart(new App(), 'chart'), 'one', plain);
    const asked = jest.spyOn(App, 'of');
    try {
      renderObject(object);
      asked.mockClear();
      renderObject(object);
      expect(asked).toHaveBeenCalledTimes(0);
      object.addJsonPatch(JsonPatch.remove('/spec/b'));
      renderObject(object);
      expect(asked.mock.calls.length).toBeGreaterThan(0);
    } finally {
      asked.mockRestore();
    }
  });

  it('uses resolvers of one’s own', () => {
    const resolver: IResolver = { resolve: (context) => { if (context.value === 1) context.replaceValue('one'); } }; // prettier-ignore
    const object = new ApiObject(new Chart(new App({ resolvers: [resolver] }), 'chart'), 'one', plain);
    expect(renderObject(object)).toMatchObject({ spec: { b: ['one', {}] } });
  });

  it('uses a toJson of the object’s own class, as generated classes have it', () => {
    const service = new Service(new Chart(new App(), 'chart'), 'web', { ports: [{ port: 80 }] });
    const object = ApiObject.of(service);
    expect(object.toJson).not.toBe(ApiObject.prototype.toJson);
    expect(renderObject(object)).toEqual(object.toJson());
  });

  it('asks a lazy value once', () => {
    let asked = 0;
    const metadata = { name: 'one', labels: { a: Lazy.any({ produce: () => `${++asked}` }) as string } };
    const object = new ApiObject(new Chart(new App(), 'chart'), 'one', { ...plain, metadata });
    expect(renderObject(object)).toMatchObject({ metadata: { labels: { a: '1' } } });
    expect(asked).toBe(1);
  });

  it('leaves everything to a cdk8s that renders in another way than the one it knows', () => {
    jest.isolateModules(() => {
      const { ApiObject: Other } = jest.requireActual<typeof cdk8s>('cdk8s');
      const known = Object.getOwnPropertyDescriptor(Other.prototype, 'toJson')?.value as () => object;
      Other.prototype.toJson = function (this: ApiObject) {
        return { ...known.call(this), signed: true };
      };
      const { renderObject: isolated } = jest.requireActual<typeof render>('../../../lib/plan/order/render');
      const { App: OtherApp, Chart: OtherChart } = jest.requireActual<typeof cdk8s>('cdk8s');
      const object = new Other(new OtherChart(new OtherApp(), 'chart'), 'one', plain);
      expect(isolated(object)).toMatchObject({ signed: true });
    });
  });

  it('keeps to the order of the program where cdk8s was told to', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const object = new ApiObject(new Chart(new App(), 'chart'), 'one', plain);
      expect(outcome(() => renderObject(object))).toBe(outcome(() => object.toJson()));
      expect(Object.keys((renderObject(object) as typeof plain).spec as object)).toEqual(['b', 'a']);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });
});
