import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { PROJECT } from './places';
import type { Figure } from './scenario';

/** How a scenario went. */
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly figures: readonly Figure[];
  readonly fault?: string;
}

const BEGIN = '<!-- figures -->';
const END = '<!-- end of figures -->';

/** Puts the figures of a run into docs/lab.md, between its marks. */
export async function writePage(results: readonly Result[], seed: number): Promise<void> {
  const file = path.join(PROJECT, 'docs/lab.md');
  const text = await fs.readFile(file, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? '\n';
  await fs.writeFile(file, `${before}${BEGIN}\n\n${tableOf(results, seed)}\n${END}${after}`);
}

function tableOf(results: readonly Result[], seed: number): string {
  const rows = results.flatMap(({ id, title, figures, fault }) =>
    (figures.length > 0 ? figures : [undefined]).map((figure, n) => {
      const limit = figure?.limit === undefined ? '' : `≤ ${figure.limit} s`;
      const verdict = n > 0 ? '' : fault === undefined ? 'holds' : 'does not hold';
      const seconds = figure === undefined ? '' : `${figure.seconds.toFixed(1)} s`;
      return `| ${n > 0 ? '' : `${id}. ${title}`} | ${figure?.what ?? ''} | ${seconds} | ${limit} | ${verdict} |`;
    }),
  );
  const cpu = os.cpus();
  return [
    `${cpu.length} cores (${cpu[0]?.model.trim()}), Linux ${os.release()}, seed ${seed}.`,
    '',
    '| scenario | measured | result | limit | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
