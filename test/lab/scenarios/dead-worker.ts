import { untilReady } from '../formation';
import type { KubeAccess } from '../kube-access';
import type { LabHost } from '../lab-host';
import { POD_FAILOVER_SECONDS } from '../platform';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

interface Pod {
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Seconds that a new pod may take until it is ready. */
const STARTING = 30;

/** Web servers on the workers. */
const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}
      containers:
      - name: web
        image: registry.k8s.io/lab-web:1
        readinessProbe: {httpGet: {port: 8080, path: /}, periodSeconds: 2}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

/** A worker loses its power: what ran there runs elsewhere. */
export const deadWorker: Scenario = {
  id: 'i',
  title: 'A worker dies; its pods run elsewhere',
  shape: STACKED,
  async run(lab, note) {
    const { kube } = lab;
    await kube.apply(WEB);
    const pods = await until('both pods are ready on two workers', () => readyPods(kube, 2), 180);
    const nodes = new Set(pods.map(({ spec }) => spec.nodeName));
    note(`pods on ${[...nodes].join(' and ')}`);
    for (const { status } of pods)
      for (const host of lab.workers)
        await until(`${host.name} reaches ${status.podIP}`, () => reaches(host, `http://${status.podIP}:8080/`), 60);
    const [, victim] = lab.workers;
    if (victim === undefined) throw new Error('there is no second worker');
    await victim.powerOff();
    const began = Date.now();
    await until('two pods are ready elsewhere', () => readyPods(kube, 2, victim.name), 600);
    const seconds = (Date.now() - began) / 1000;
    await until('the Service answers by its name', () => askByName(kube), 60);
    await lab.boot(victim.name);
    await untilReady(kube, lab.nodes);
    await kube.kubectl('delete', 'deployment/web', 'service/web', '--wait=false');
    return [
      {
        what: 'until the pods of the dead worker are ready elsewhere',
        seconds,
        limit: POD_FAILOVER_SECONDS + STARTING,
      },
    ];
  },
};

/** Pods that are ready, not on one host; undefined where they are fewer than wanted. */
async function readyPods(kube: KubeAccess, count: number, notOn?: string): Promise<readonly Pod[] | undefined> {
  const { items } = await kube.json<{ items: Pod[] }>('get', 'pods', '-l', 'app=web');
  const ready = items.filter(
    ({ spec, status }) =>
      spec.nodeName !== notOn && status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
  return ready.length === count ? ready : undefined;
}

/** From a pod, by the cluster's DNS and the address of the Service. */
async function askByName(kube: KubeAccess): Promise<boolean> {
  await kube.kubectl(
    'exec',
    'deployment/web',
    '--',
    'curl',
    '-fsS',
    '--max-time',
    '3',
    'http://web.default.svc.cluster.local/',
  );
  return true;
}

async function reaches(host: LabHost, url: string): Promise<boolean> {
  return (await host.exec(`curl -fsS --max-time 3 ${url}`)).code === 0;
}
