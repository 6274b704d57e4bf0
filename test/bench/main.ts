import { measureColdStart } from './cold-start';
import { measure } from './measure';
import type { Measurement, Task } from './task';
import { machine, table, writePage } from './report';
import type { Row } from './report';
import { PER_CHART } from './trees';

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--quick', '--full', '--write'].includes(flag));

/** How often each is measured. */
const runs = flags.has('--quick') ? { cdk8s: 1, own: 4, cold: 5 } : { cdk8s: 3, own: 5, cold: 9 };

const seconds = (value: number) => (value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`);
const thousands = (value: number) => value.toLocaleString('en-US');
const used = ({ seconds: clock, peakMib }: Measurement) => `${seconds(clock)}, ${peakMib.toFixed(0)} MiB`;
const times = (value: number) => `${value.toFixed(1)}×`;
const many = (objects: number, by: Task['by']): Task => ({ tree: 'many', objects, by });
const chained = (by: Task['by']): Task => ({ tree: 'chained', charts: 5, objects: 40, by });

async function manyCharts(): Promise<Row[]> {
  const sizes = [1_000, 5_000, 10_000];
  const measured = await measure([
    ...sizes.map((objects) => [many(objects, 'altostratus'), runs.own] as const),
    ...sizes.map((objects) => [many(objects, 'cdk8s'), runs.cdk8s] as const),
    [many(50_000, 'altostratus'), Math.max(2, runs.cdk8s)],
  ]);
  const at = (n: number) => measured[n] as Measurement;
  const rows = sizes.map((objects, n): Row => {
    const [own, cdk8s] = [at(n), at(n + sizes.length)];
    const ratio = cdk8s.seconds / own.seconds;
    const isJudged = objects === 10_000;
    return {
      what: `${thousands(objects)} objects in ${thousands(objects / PER_CHART)} charts`,
      cdk8s: used(cdk8s),
      altostratus: used(own),
      target: isJudged ? '≥ 10× faster' : '',
      result: times(ratio),
      met: isJudged ? ratio >= 10 : undefined,
    };
  });
  const large = at(2 * sizes.length);
  const growth = large.seconds / at(2).seconds;
  const bytes = large.peakMib * 1024 ** 2;
  return [
    ...rows,
    {
      what: '50,000 objects in 2,500 charts',
      cdk8s: '',
      altostratus: used(large),
      target: '≤ 5.5× the time of 10,000',
      result: times(growth),
      met: growth <= 5.5,
    },
    {
      what: 'memory of that',
      cdk8s: '',
      altostratus: `${large.peakMib.toFixed(0)} MiB`,
      target: '< 1.2 GB',
      result: `${(bytes / 1e9).toFixed(2)} GB`,
      met: bytes < 1.2e9,
    },
  ];
}

async function chain(): Promise<Row> {
  const full = flags.has('--full');
  const [own, cdk8s] = await measure([
    [chained('altostratus'), 2 * runs.own],
    [chained('cdk8s'), full ? 1 : 0],
  ]);
  const clock = own?.seconds ?? Number.NaN;
  return {
    what: 'five charts of 40 objects, each depending on the one before',
    cdk8s: full && cdk8s !== undefined ? seconds(cdk8s.seconds) : 'only with --full',
    altostratus: seconds(clock),
    target: '< 50 ms',
    result: seconds(clock),
    met: clock < 0.05,
  };
}

function commandLine(): Row[] {
  const cold = measureColdStart(runs.cold);
  const share = cold.loading / cold.total;
  const row = { what: '`altostratus synth` of apps/, from start to end of the process', cdk8s: '' };
  return [
    { ...row, altostratus: seconds(cold.total), target: '< 1.5 s', result: seconds(cold.total), met: cold.total < 1.5 },
    {
      what: `of that, Node and ${cold.modules} modules`,
      cdk8s: '',
      altostratus: seconds(cold.loading),
      target: '≤ half',
      result: `${(share * 100).toFixed(0)} %`,
      met: share <= 0.5,
    },
    {
      what: 'of these, modules of Pulumi',
      cdk8s: '',
      altostratus: String(cold.pulumi.length),
      target: 'none',
      result: cold.pulumi[0] ?? 'none',
      met: cold.pulumi.length === 0,
    },
  ];
}

/** A part that cannot be measured is a target that is missed, and no reason to lose the others. */
async function part(what: string, measureIt: () => Promise<Row[]> | Row[]): Promise<Row[]> {
  process.stderr.write(`measuring ${what} …\n`);
  try {
    return await measureIt();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return [{ what, cdk8s: '', altostratus: 'failed', target: 'measured', result: 'failed', met: false }];
  }
}

async function main(): Promise<number> {
  if (unknown.length > 0) {
    console.error(`There is no option ${unknown.join(', ')}: --quick, --full, --write`);
    return 2;
  }
  const rows = [
    ...(await part('charts', manyCharts)),
    ...(await part('a chain', async () => [await chain()])),
    ...(await part('the command line', commandLine)),
  ];
  const text = table(rows);
  console.log(`${text}\n\n${machine()}`);
  if (flags.has('--write')) writePage(text, new Date().toISOString().slice(0, 10));
  return rows.some(({ met }) => met === false) ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
