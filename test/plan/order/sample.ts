import { ApiObject } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { objectId } from '../../../lib/core/manifest';
import type { ObjectOrder, OrderOptions } from '../../../lib/plan/objects';

/** Everything belongs to one cluster. */
export const OPTIONS: OrderOptions = { clusterOf: () => 'main' };

export function object(
  scope: Construct,
  id: string,
  props: Partial<ApiObjectProps> & Record<string, unknown> = {},
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    ...props,
    metadata: { name: id, ...props.metadata },
  });
}

/** `<wave> <name>` in order. */
export function waves({ objects }: ObjectOrder): string[] {
  return objects.map(({ wave, manifest }) => `${wave} ${manifest.metadata.name}`);
}

export function part(scope: Construct, id: string, count = 1): Construct {
  const made = new Construct(scope, id);
  for (let n = 0; n < count; n++) object(made, `${id}${n}`);
  return made;
}

/** How many ids a result is written with. */
export function entries({ objects, gates }: ObjectOrder): number {
  return [...objects, ...gates].reduce((sum, { dependsOn, behind }) => sum + dependsOn.length + behind.length, 0);
}

/** Names of all that an object waits for in the end, gates looked through. */
export function awaited(order: ObjectOrder, name: string): Set<string> {
  type Waiting = Pick<ObjectOrder['gates'][0], 'dependsOn' | 'behind'>;
  const byId = new Map<string, Waiting>();
  for (const one of order.objects) byId.set(objectId(one.manifest), one);
  for (const gate of order.gates) byId.set(gate.id, gate);
  const names = new Set<string>();
  const open: Waiting[] = order.objects.filter(({ manifest }) => manifest.metadata.name === name);
  const seen = new Set<unknown>();
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const id of [...one.dependsOn, ...one.behind]) {
      const next = byId.get(id);
      if (next === undefined) throw new Error(`Nothing has the id ${id}`);
      const object = order.objects.find((other) => other === next);
      if (object !== undefined) names.add(object.manifest.metadata.name);
      if (!seen.has(id)) open.push(next);
      seen.add(id);
    }
  }
  return names;
}
