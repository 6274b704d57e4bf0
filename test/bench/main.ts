import { measureColdStart } from './cold-start';
import { measure } from './measure';
import type { Measurement, Task } from './task';
import { machine, table, writePage } from './report';
import type { Row } from './report';
import { PER_CHART } from './trees';

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--quick', '--full', '--write'].includes(flag));

/** How often each is measured. */
const runs = flags.has('--quick') ? { cdk8s: 1, own: 2, cold: 3 } : { cdk8s: 3, own: 5, cold: 9 };

const seconds = (value: number) => (value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`);
const thousands = (value: number) => value.toLocaleString('en-US');
const used = ({ seconds: clock, work, peakMib }: Measurement) =>
  `${seconds(clock)} (${seconds(work)}), ${peakMib.toFixed(0)} MiB`;
const times = (value: number) => `${value.toFixed(1)}×`;
const many = (objects: number, by: Task['by']): Task => ({ tree: 'many', objects, by });
const chained = (by: Task['by']): Task => ({ tree: 'chained', charts: 5, objects: 40, by });

async function manyCharts(): Promise<Row[]> {
  const rows: Row[] = [];
  let tenThousand = Number.NaN;
  for (const objects of [1_000, 5_000, 10_000]) {
    const own = await measure(many(objects, 'altostratus'), runs.own);
    const cdk8s = await measure(many(objects, 'cdk8s'), runs.cdk8s);
    const ratio = cdk8s.work / own.work;
    const hasTarget = objects === 10_000;
    if (hasTarget) tenThousand = own.work;
    rows.push({
      what: `${thousands(objects)} objects in ${thousands(objects / PER_CHART)} charts`,
      cdk8s: used(cdk8s),
      altostratus: used(own),
      target: hasTarget ? '≥ 10× faster' : '',
      result: times(ratio),
      met: hasTarget ? ratio >= 10 : undefined,
    });
  }
  const large = await measure(many(50_000, 'altostratus'), runs.own);
  const growth = large.work / tenThousand;
  const row = { what: `50,000 objects in 2,500 charts`, cdk8s: '' };
  return [
    ...rows,
    {
      ...row,
      altostratus: used(large),
      target: '≤ 5.5× the time of 10,000',
      result: times(growth),
      met: growth <= 5.5,
    },
    {
      ...row,
      altostratus: `${large.peakMib.toFixed(0)} MiB`,
      target: '< 1.2 GB at the peak',
      result: `${((large.peakMib * 1024 ** 2) / 1e9).toFixed(2)} GB`,
      met: large.peakMib * 1024 ** 2 < 1.2e9,
    },
  ];
}

async function chain(): Promise<Row> {
  const own = await measure(chained('altostratus'), runs.own);
  const cdk8s = flags.has('--full')
    ? seconds((await measure(chained('cdk8s'), 1)).seconds)
    : 'more than a minute; with --full';
  return {
    what: 'five charts of 40 objects, each depending on the one before',
    cdk8s,
    altostratus: seconds(own.seconds),
    target: '< 50 ms',
    result: seconds(own.seconds),
    met: own.seconds < 0.05,
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
