import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** One line of the result. */
export interface Row {
  readonly what: string;
  /** What cdk8s needs for the same; empty where it is not comparable. */
  readonly cdk8s: string;
  readonly altostratus: string;
  /** Empty where there is none. */
  readonly target: string;
  /** What came out, measured against the target: `14.2×`. */
  readonly result: string;
  /** Undefined where there is no target. */
  readonly met: boolean | undefined;
}

const HEAD = ['', 'cdk8s', 'altostratus', 'target', 'result', ''];

/** The rows as a Markdown table, columns aligned. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, row.cdk8s, row.altostratus, row.target, row.result, verdict(row)]);
  const widths = HEAD.map((head, n) => Math.max(3, ...[HEAD, ...cells].map((line) => line[n]?.length ?? head.length)));
  const line = (texts: readonly string[]) => `| ${texts.map((text, n) => text.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

function verdict({ met }: Row): string {
  return met === undefined ? '' : met ? 'ok' : 'MISSED';
}

/** The machine in one line; nothing that names it. Says so where it had more to do than this. */
export function machine(): string {
  const cpus = os.cpus();
  const model = cpus[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const memory = Math.round(os.totalmem() / 1024 ** 3);
  const [, load = 0] = os.loadavg();
  const busy = load > cpus.length + 1 ? `; busy with other work too, load ${load.toFixed(0)}` : '';
  return `${cpus.length} × ${model}, ${memory} GiB of memory, Node ${process.versions.node}, ${os.type()} ${os.arch()}${busy}`;
}

const PAGE = path.join(__dirname, '../../../docs/performance.md');
const BEGIN = '<!-- measured -->';
const END = '<!-- /measured -->';

/** Puts the table and the machine into docs/performance.md, between its marks. */
export function writePage(text: string, day: string): void {
  const page = fs.readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} lacks ${BEGIN} … ${END}`);
  fs.writeFileSync(PAGE, `${before}${BEGIN}\n\n${text}\n\nMeasured on ${day}: ${machine()}.\n\n${END}${after}`);
}
