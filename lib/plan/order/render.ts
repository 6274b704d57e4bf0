import {
  ApiObject,
  ApiObjectMetadataDefinition,
  App,
  Chart,
  ImplicitTokenResolver,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';

/** What cdk8s keeps to itself; `isKnown` makes sure that it still means what it meant. */
interface Inside {
  readonly props?: unknown;
  readonly patches?: unknown;
}

/** The same of an object's metadata. */
interface InsideMetadata {
  readonly _additionalAttributes?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const { toJson } = ApiObject.prototype;
const metadataToJson = ApiObjectMetadataDefinition.prototype.toJson;

/**
 * The same as `object.toJson()`, in half the time where the object is plain data: cdk8s asks the root of the tree for its resolvers
 * and calls each of them once per value, twice for metadata, and copies everything twice. Anything that is not plain data
 * (a Lazy, a class, a patch, a resolver of one's own, a subclass with a `toJson` of its own) is left to cdk8s.
 * @throws what `toJson` throws
 */
export function renderObject(object: ApiObject): unknown {
  return (isKnown() ? renderPlain(object) : undefined) ?? object.toJson();
}

let known: boolean | undefined;

/** Whether this release of cdk8s renders as this file does, tried out once on an object that has some of everything. */
function isKnown(): boolean {
  return (known ??= rendersAlike());
}

function rendersAlike(): boolean {
  const chart = new Chart(new App(), 'chart', { namespace: 'chart', labels: { chart: 'yes', app: 'no' } });
  const metadata = {
    name: 'probe',
    labels: { b: '2', a: '1', app: 'yes' },
    annotations: {},
    finalizers: [],
    more: [{}, { x: {} }],
  };
  const data = { z: [3, null, { y: undefined, x: [] }], a: { c: {}, b: '', 10: false, 9: 0 }, n: null };
  const probe = new ApiObject(chart, 'probe', { kind: 'Probe', apiVersion: 'v1', spec: data, data, metadata } as never);
  probe.metadata.addLabel('added', 'later');
  const ours = renderPlain(probe);
  return ours !== undefined && JSON.stringify(ours) === JSON.stringify(probe.toJson());
}

function renderPlain(object: ApiObject): Fields | undefined {
  const { props, patches } = object as unknown as Inside;
  if (object.toJson !== toJson || !hasNone(patches) || !hasOwnResolversOnly(object) || !isPlain(props))
    return undefined;
  if (process.env.CDK8S_DISABLE_SORT) return undefined;
  const metadata = metadataOf(object.metadata);
  if (metadata === NOT_PLAIN) return undefined;
  const { apiVersion, kind } = object;
  const fields: Record<string, unknown> = { apiVersion, kind, metadata };
  for (const key of sortedKeys(props)) {
    const item = isSpecial(key) ? NOT_PLAIN : key === 'metadata' ? undefined : copy(props[key], true);
    if (item === NOT_PLAIN) return undefined;
    if (item !== undefined) fields[key] = item;
  }
  return fields;
}

/** Fields that metadata has beside what it was made with. */
const METADATA = ['annotations', 'finalizers', 'labels', 'name', 'namespace', 'ownerReferences'] as const;

function metadataOf(metadata: ApiObjectMetadataDefinition): unknown {
  const { _additionalAttributes: made } = metadata as unknown as InsideMetadata;
  if (metadata.toJson !== metadataToJson || !isPlain(made)) return NOT_PLAIN;
  const fields: Record<string, unknown> = {};
  // Not by spreading: cdk8s deletes a field of this object, which makes it slow to spread.
  for (const key of Object.keys(made)) fields[key] = made[key];
  for (const key of METADATA) fields[key] = (metadata as unknown as Fields)[key];
  return copy(fields, false);
}

function hasNone(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function hasOwnResolversOnly({ node: { root } }: ApiObject): boolean {
  const { resolvers } = root as Partial<App>;
  return (
    resolvers?.length === 3 &&
    resolvers[0] instanceof LazyResolver &&
    resolvers[1] instanceof ImplicitTokenResolver &&
    resolvers[2] instanceof NumberStringUnionResolver
  );
}

const NOT_PLAIN = Symbol('not plain');

/**
 * A copy with sorted keys and without what is null or undefined; NOT_PLAIN where something in it is more than data.
 * @param empty whether lists and maps are kept that have nothing in them
 */
function copy(value: unknown, empty: boolean): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return copyList(value, empty);
  if (!isPlain(value)) return NOT_PLAIN;
  const fields: Record<string, unknown> = {};
  let isEmpty = true;
  for (const key of sortedKeys(value)) {
    const item = isSpecial(key) ? NOT_PLAIN : copy(value[key], empty);
    if (item === undefined) continue;
    if (item === NOT_PLAIN) return NOT_PLAIN;
    fields[key] = item;
    isEmpty = false;
  }
  return isEmpty && !empty ? undefined : fields;
}

/** Keys that cdk8s stumbles over. */
function isSpecial(key: string): boolean {
  return key === 'constructor' || key === '__proto__';
}

function copyList(list: readonly unknown[], empty: boolean): unknown {
  if (Object.getPrototypeOf(list) !== Array.prototype) return NOT_PLAIN;
  if (list.length === 0 && !empty) return undefined;
  const items: unknown[] = [];
  for (const value of list) {
    const item = copy(value, empty);
    if (item === NOT_PLAIN) return NOT_PLAIN;
    items.push(item);
  }
  return items;
}

/** Most maps are written in order or are short; to look first is cheaper than to sort. */
function sortedKeys(fields: Fields): string[] {
  const keys = Object.keys(fields);
  for (let n = 1; n < keys.length; n++) if ((keys[n - 1] as string) > (keys[n] as string)) return keys.sort();
  return keys;
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
