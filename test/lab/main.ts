import { parseArgs } from 'node:util';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { form, untilReady, untilSystemPods } from './formation';
import { Lab } from './lab';
import { writePage } from './page';
import { PROJECT } from './places';
import type { Result } from './page';
import { VERSION_BEFORE } from './scenario';
import type { Scenario } from './scenario';
import { QUICK, scenarios } from './scenarios';
import { run } from './shell';
import { forgetLedger } from './synth';

const USAGE = `npm run lab [-- [--all] [--seed <number>] [--write] [--json <file>] [scenario ...]]`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      seed: { type: 'string' },
      write: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 100_000);
  const known = scenarios(seed);
  const ids = [...new Set(known.map(({ id }) => id))];
  const unknown = positionals.filter((id) => !ids.includes(id));
  if (unknown.length > 0 || Number.isNaN(seed)) {
    console.error(`${USAGE}\nScenarios: ${ids.join(' ')}`);
    return 2;
  }
  const wanted = values.all ? ids : positionals.length > 0 ? positionals : QUICK;
  console.log(`seed ${seed}`);
  const results = await play(known.filter(({ id }) => wanted.includes(id)));
  const failed = results.filter(({ fault }) => fault !== undefined).length;
  if (values.write) await writePage(results, seed);
  if (values.json !== undefined)
    await fs.writeFile(
      values.json,
      JSON.stringify({ numPassedTests: results.length - failed, numFailedTests: failed }),
    );
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function play(chosen: readonly Scenario[]): Promise<readonly Result[]> {
  const [first] = chosen;
  if (first === undefined) return [];
  const results: Result[] = [];
  if (chosen.some(({ shape }) => shape.version === VERSION_BEFORE)) {
    console.log(`programs of Kubernetes ${VERSION_BEFORE}: built where they are missing`);
    await run('bash', [path.join(PROJECT, 'test/tools/install.sh'), 'previous'], { seconds: 3600 });
  }
  const lab = await Lab.open(first.shape);
  let ending: Promise<void> | undefined;
  const end = () => void (ending ??= lab.close().then(() => process.exit(130)));
  // A signal that comes again, as from a shell and its parent, must not leave hosts behind.
  process.on('SIGINT', end).on('SIGTERM', end);
  try {
    for (const scenario of chosen) results.push(await perform(lab, scenario));
  } finally {
    await lab.close();
  }
  return results;
}

async function perform(lab: Lab, scenario: Scenario): Promise<Result> {
  const { id, title } = scenario;
  const notes: string[] = [];
  console.log(`\n== ${id}. ${title}`);
  const note = (text: string) => {
    notes.push(text);
    console.log(`   ${text}`);
  };
  const began = Date.now();
  try {
    await prepare(lab, scenario);
    const figures = await scenario.run(lab, note);
    for (const { what, seconds, limit } of figures)
      console.log(`   ${what}: ${seconds.toFixed(1)} s${limit === undefined ? '' : ` (at most ${limit})`}`);
    const over = figures.find(({ seconds, limit }) => limit !== undefined && seconds > limit);
    if (over === undefined) return { id, title, notes, figures };
    await lab.keepLogs(`${id}-${Date.now()}`);
    return { id, title, notes, figures, fault: said(`${over.what}: more than ${over.limit} s`) };
  } catch (error) {
    const fault = said(error instanceof Error ? error.message : String(error));
    await lab.keepLogs(`${id}-${Date.now()}`);
    await lab.raze();
    return { id, title, notes, figures: [], fault };
  } finally {
    console.log(`   ${((Date.now() - began) / 1000).toFixed(0)} s in all, ${await lab.memory()} in use`);
  }
}

function said(fault: string): string {
  console.log(`!! ${fault}`);
  return fault;
}

function isReady(lab: Lab): Promise<boolean> {
  return untilReady(lab.kube, lab.nodes, 60).then(
    () => true,
    () => false,
  );
}

/** The platform that a scenario begins with. */
async function prepare(lab: Lab, { from = 'running', shape }: Scenario): Promise<void> {
  if (from === 'running' && lab.isUp(shape) && (await isReady(lab))) return;
  await lab.raze();
  await forgetLedger();
  await lab.change(shape);
  if (from === 'nothing') return;
  const hosts = [...shape.etcd, ...shape.masters, ...shape.workers];
  await form(
    lab,
    hosts.map((host) => ({ host, after: 0 })),
  );
  await untilReady(lab.kube, lab.nodes);
  await untilSystemPods(lab.kube);
}

void main().then((code) => process.exit(code));
