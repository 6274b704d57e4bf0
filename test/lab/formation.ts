import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { KubeAccess } from './kube-access';
import type { Lab } from './lab';
import { DIST } from './synth';
import { pause, until } from './shell';

interface Node {
  readonly metadata: { readonly name: string };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

/** One start of hosts: who, after how many seconds. */
export interface Start {
  readonly host: string;
  readonly after: number;
}

/** What one formation took, in seconds after the last host was switched on. */
export interface Formation {
  readonly apiServers: number;
  readonly ready: number;
}

/** Boots hosts at their times, applies the manifests as soon as there is an API server, and waits until all nodes are Ready. */
export async function form(lab: Lab, starts: readonly Start[], seconds = 300): Promise<Formation> {
  let before = 0;
  for (const { host, after } of starts) {
    await pause(after - before);
    before = after;
    await lab.boot(host);
  }
  const began = Date.now();
  const since = () => (Date.now() - began) / 1000;
  const applied = applyManifests(lab, seconds);
  await Promise.all(
    lab.masters.map((master) => until(`the API server of ${master.name}`, () => lab.apiOf(master).ready(), seconds)),
  );
  const apiServers = since();
  await applied;
  await untilReady(lab.kube, lab.nodes, seconds);
  return { apiServers, ready: since() };
}

/** All waves of manifests, as the README beside them says. */
export async function applyManifests(lab: Lab, seconds: number): Promise<void> {
  const { kube } = lab;
  await until('the API server at the virtual address', () => kube.ready(), seconds);
  const folder = path.join(DIST, 'clusters/main');
  const waves = (await fs.readdir(folder)).filter((name) => name.startsWith('wave-')).sort();
  for (const wave of waves)
    await until(
      `${wave} is applied`,
      () => kube.kubectl('apply', '--server-side', '-f', path.join(folder, wave)),
      seconds,
    );
}

/** These nodes are Ready, and the pods of the pod network, of kube-proxy and of the DNS as well. */
export async function untilReady(kube: KubeAccess, nodes: readonly string[], seconds = 300): Promise<void> {
  await until(
    `${nodes.join(', ')} are Ready`,
    async () => {
      const { items } = await kube.json<{ items: Node[] }>('get', 'nodes');
      const ready = items
        .filter(({ status }) => status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True'))
        .map(({ metadata }) => metadata.name);
      const missing = nodes.filter((name) => !ready.includes(name));
      if (missing.length > 0) throw new Error(`not Ready: ${missing.join(', ')}`);
      return true;
    },
    seconds,
  );
}

/** The pods that carry everything else run on all nodes. */
export async function untilSystemPods(kube: KubeAccess, seconds = 180): Promise<void> {
  for (const [namespace, workload] of [
    ['kube-flannel', 'daemonset/flannel'],
    ['kube-system', 'daemonset/kube-proxy'],
    ['kube-system', 'deployment/coredns'],
  ] as const)
    await until(
      `${workload} is complete`,
      () => kube.kubectl('-n', namespace, 'rollout', 'status', workload, '--timeout=5s'),
      seconds,
    );
}
