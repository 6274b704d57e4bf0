import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { applyManifests, untilReady } from '../formation';
import type { KubeAccess } from '../kube-access';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';
import { DIST } from '../synth';

/** One more worker in the program: nobody else's boot data change, and the new one joins. */
export const addedWorker: Scenario = {
  id: 'h',
  title: 'A worker is added to the program',
  shape: STACKED,
  async run(lab, note) {
    const before = await sums();
    await lab.change({ ...STACKED, workers: [...STACKED.workers, 'w2'] });
    const after = await sums();
    const changed = [...before].filter(([file, sum]) => after.get(file) !== sum).map(([file]) => file);
    if (changed.length > 0) throw new Error(`boot data of other hosts changed: ${changed.join(', ')}`);
    note(`${before.size} files of ${lab.nodes.length - 1} hosts are as they were`);
    await applyManifests(lab, 60);
    const began = Date.now();
    await lab.boot('w2');
    await untilReady(lab.kube, lab.nodes);
    const seconds = (Date.now() - began) / 1000;
    await until('its certificate is signed', () => servesSigned(lab.kube, 'w2'), 60);
    await lab.remove('w2');
    await lab.kube.kubectl('delete', 'node', 'w2');
    await lab.change(STACKED);
    return [{ what: 'from power on until the new node is Ready', seconds }];
  },
};

/** Every file of every host's boot data, with its hash. */
async function sums(): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(DIST, 'hosts');
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const sum = createHash('sha256')
          .update(await fs.readFile(file))
          .digest('hex');
        return [path.relative(folder, file), sum] as const;
      }),
    ),
  );
}

/** The API server trusts what the kubelet serves: only names of the Plan are signed. */
async function servesSigned(kube: KubeAccess, node: string): Promise<boolean> {
  return (await kube.kubectl('get', '--raw', `/api/v1/nodes/${node}/proxy/healthz`)) === 'ok';
}
