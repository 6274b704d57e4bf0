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

/** The fastest of some runs: what disturbs a measurement only ever makes it slower. Memory is the most of all runs. */
export async function measure(task: Task, runs: number): Promise<Measurement> {
  const all: Measurement[] = [];
  for (let n = 0; n < runs; n++) all.push(await once(task));
  return {
    seconds: Math.min(...all.map(({ seconds }) => seconds)),
    work: Math.min(...all.map(({ work }) => work)),
    peakMib: Math.max(...all.map(({ peakMib }) => peakMib)),
  };
}
