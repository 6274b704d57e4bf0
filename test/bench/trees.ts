import { ApiObject, App, Chart } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';

/** Objects per chart. */
export const PER_CHART = 20;

/**
 * A first chart of namespaces and many of workloads in them, each object below a construct of its own as cdk8s-plus has it,
 * two levels down as in a platform.
 */
export function manyCharts(objects: number, outdir: string): App {
  const app = new App({ outdir });
  const cluster = new Construct(new Construct(app, 'site'), 'cluster');
  const first = new Chart(cluster, 'namespaces');
  for (let k = 0; k < PER_CHART; k++)
    new ApiObject(new Construct(first, `team-${k}`), 'Resource', namespace(`team-${k}`));
  for (let n = 1; n < objects / PER_CHART; n++) {
    const chart = new Chart(cluster, `chart-${n}`, { namespace: `team-${n % PER_CHART}` });
    for (let k = 0; k < PER_CHART; k++)
      new ApiObject(new Construct(chart, `app-${k}`), 'Resource', workload(`app-${n}-${k}`, k));
  }
  return app;
}

/** Layers of a platform as charts, each depending on the one before. */
export function chainedCharts(charts: number, objects: number, outdir: string): App {
  const app = new App({ outdir });
  let before: Chart | undefined;
  for (let n = 0; n < charts; n++) {
    const chart = new Chart(app, `layer-${n}`);
    for (let k = 0; k < objects; k++) new ApiObject(chart, `app-${k}`, workload(`app-${n}-${k}`, k));
    if (before !== undefined) chart.addDependency(before);
    before = chart;
  }
  return app;
}

type Props = ApiObjectProps & Readonly<Record<string, unknown>>;

function namespace(name: string): Props {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** One of four kinds, in turn: Deployment, Service, ConfigMap, ServiceAccount. */
function workload(name: string, n: number): Props {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop' };
  const metadata = { name, labels };
  const makers: (() => Props)[] = [
    () => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deploymentSpec(name, labels) }),
    () => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    }),
    () => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'app.properties': 'level=info\nsampling=0.1\n', PORT: '8080', FEATURES: 'search,cart' },
    }),
    () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false }),
  ];
  return (makers[n % makers.length] as () => Props)();
}

function deploymentSpec(name: string, labels: Readonly<Record<string, string>>): object {
  const container = {
    name: 'main',
    image: `registry.example.com/shop/${name}:1.2.3`,
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name, key: 'password' } } },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10 },
    readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  };
  return {
    replicas: 3,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container] } },
  };
}
