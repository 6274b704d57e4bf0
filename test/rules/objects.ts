import { ClusterChart } from 'altostratus';
import type { Finding } from 'altostratus';
import type { ApiObject, ApiObjectProps } from 'cdk8s';
import { found, healthy } from './fixtures';

type Props = ApiObjectProps & Readonly<Record<string, unknown>>;

/** What a rule finds in a healthy platform with these objects in it, in the namespace `default`. */
export function foundIn(
  rule: string,
  objects: readonly Props[],
  change: (made: readonly ApiObject[]) => void = () => undefined,
): readonly Finding[] {
  const { platform, cluster } = healthy();
  const chart = new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' });
  change(objects.map((props, n) => chart.object(`object-${n}`, props)));
  return found(platform, rule);
}

/** A ConfigMap with a name. */
export function configMap(name: string, data: Readonly<Record<string, unknown>> = {}): Props {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

/** A Deployment with one container. */
export function deployment(name: string, container: Readonly<Record<string, unknown>>): Props {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'x/y:1.0', ...container }] } },
    },
  };
}
