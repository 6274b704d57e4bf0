import { fork } from 'node:child_process';
import * as path from 'node:path';
import type { Measurement, Task } from './task';

/** Measures a task in a new process, which has compiled nothing yet and used no memory. */
async function once(task: Task): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'task.js'), { execArgv: ['--expose-gc'] });
    child.once('message', (measurement: Measurement) => resolve(measurement));
    child.once('exit', (code) => reject(new Error(`Measuring ${JSON.stringify(task)} ended with ${String(code)}`)));
    child.send(task);
  });
}

/**
 * The best of some runs: what disturbs a measurement only ever makes it slower. The most memory of all. Several tasks take
 * turns, so that a disturbance meets all of them.
 */
export async function measure(runs: readonly (readonly [Task, number])[]): Promise<readonly Measurement[]> {
  const all = runs.map((): Measurement[] => []);
  const most = Math.max(...runs.map(([, count]) => count));
  for (let n = 0; n < most; n++)
    for (const [index, [task, count]] of runs.entries()) if (n < count) all[index]?.push(await once(task));
  return all.map((measurements) => ({
    seconds: Math.min(...measurements.map(({ seconds }) => seconds)),
    peakMib: Math.max(...measurements.map(({ peakMib }) => peakMib)),
  }));
}
