import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { unsettledBehind } from '../../core/allotment';
import { objectId } from '../../core/manifest';
import type { KubernetesObject } from '../../core/manifest';
import { ChartNames } from './chart-names';
import { capabilitiesOf } from './manifest-capabilities';
import { renderObject } from './render';
import { Requirements } from './requirements';
import { inScope } from './scope';
import type { Place, Walk } from './walk';

/** An object that is no part of the result: it could not be rendered, or belongs to no cluster. */
export interface ObjectFailure {
  readonly kind: 'render' | 'homeless';
  readonly construct: ApiObject;
  /** What `toJson` threw, an UnsettledError where that was behind it; for the homeless a sentence. */
  readonly error: Error;
}

/** An object as it will be written, before its place in the order is known. */
export interface Rendered {
  readonly construct: ApiObject;
  readonly cluster: string;
  readonly chart: string;
  readonly id: string;
  readonly manifest: KubernetesObject;
}

/**
 * Renders all objects once, in order of the tree, and reads off what their manifests need and give.
 * @returns the objects by place, those that are no part of the result, and the requirements
 */
export function renderObjects(walk: Walk, clusterOf: (construct: IConstruct) => string | undefined) {
  const rendered = new Map<Place, Rendered>();
  const failures: ObjectFailure[] = [];
  const requirements = new Requirements(walk);
  const names = new ChartNames(clusterOf);
  for (const place of walk.objects) {
    const construct = walk.at(place) as ApiObject;
    const cluster = clusterOf(construct);
    if (cluster === undefined)
      failures.push({
        kind: 'homeless',
        construct,
        error: new Error(`"${construct.node.path}" belongs to no cluster`),
      });
    const manifest = render(construct, failures);
    if (cluster === undefined) continue;
    const { provides, requires } = capabilitiesOf(manifest ?? stub(construct), cluster);
    requirements.addObject(place, provides, manifest === undefined ? [] : requires);
    if (manifest === undefined) continue;
    const chart = names.nameOf(construct.chart, cluster);
    rendered.set(place, { construct, cluster, chart, id: objectId(manifest), manifest });
  }
  return { rendered, failures, requirements };
}

function render(construct: ApiObject, failures: ObjectFailure[]): KubernetesObject | undefined {
  try {
    return inScope(renderObject(construct) as KubernetesObject);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    failures.push({ kind: 'render', construct, error: unsettledBehind(error, construct) ?? error });
    return undefined;
  }
}

/** What is known of an object that could not be rendered: enough for nobody else to miss the namespace that it would be. */
function stub({ apiVersion, kind, name }: ApiObject): KubernetesObject {
  return { apiVersion, kind, metadata: { name } };
}
