import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { App } from 'cdk8s';
import { emitDocuments } from '../../lib/core/yaml';
import { orderObjects } from '../../lib/plan/objects';
import { chainedCharts, manyCharts } from './trees';

/** What is measured, each in a process of its own. */
export type Task =
  | { readonly tree: 'many'; readonly objects: number; readonly by: 'cdk8s' | 'altostratus' }
  | {
      readonly tree: 'chained';
      readonly charts: number;
      readonly objects: number;
      readonly by: 'cdk8s' | 'altostratus';
    };

export interface Measurement {
  /** From the finished tree to the last file. */
  readonly seconds: number;
  /** Most memory that the process ever had, tree included. */
  readonly peakMib: number;
}

function run(task: Task): Measurement {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-bench-'));
  try {
    const app =
      task.tree === 'many' ? manyCharts(task.objects, outdir) : chainedCharts(task.charts, task.objects, outdir);
    globalThis.gc?.();
    const start = performance.now();
    if (task.by === 'cdk8s') app.synth();
    else synthesize(app, outdir);
    const seconds = (performance.now() - start) / 1000;
    return { seconds, peakMib: process.resourceUsage().maxRSS / 1024 };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** Tree to files: one file per wave and chart, as the output room lays them out. */
function synthesize(app: App, outdir: string): void {
  const { objects, unprovided, cycle, failures } = orderObjects(app, { clusterOf: () => 'main' });
  if (unprovided.length + failures.length > 0 || cycle !== undefined) throw new Error('The tree has faults');
  const files = new Map<string, unknown[]>();
  for (const { wave, chart, manifest } of objects) {
    const file = path.join(`wave-${String(wave).padStart(2, '0')}`, `${chart}.yaml`);
    const documents = files.get(file);
    if (documents === undefined) files.set(file, [manifest]);
    else documents.push(manifest);
  }
  for (const folder of new Set([...files.keys()].map((file) => path.dirname(file))))
    fs.mkdirSync(path.join(outdir, folder));
  for (const [file, documents] of files) fs.writeFileSync(path.join(outdir, file), emitDocuments(documents));
}

process.once('message', (task: Task) => {
  process.send?.(run(task), () => process.exit());
});
