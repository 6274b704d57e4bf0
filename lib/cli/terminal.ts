import { stripVTControlCharacters } from 'node:util';

/** What a stream of the process is for us. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Kinds of emphasis, with their SGR codes (ECMA-48, 8.3.117): on, off. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
} as const satisfies Record<string, readonly [number, number]>;

export type Style = keyof typeof STYLES;

/**
 * What moves the cursor, sets titles, clears the screen or turns the direction of writing around, so that what is shown is not
 * what is there: C0 but for the line feed, DEL, C1, and the bidirectional formatting characters of Unicode.
 */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Stands for the beginning of an emphasis while a text is made; cannot come from outside, because it is stripped there. */
const MARK = '\ue000';
const MARKED = /\ue000(\d+);/g;
const CODES: ReadonlySet<number> = new Set(Object.values(STYLES).flat());

/** A text of somebody else on one line, without anything that a terminal would obey. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ').replace(CONTROL, '').replaceAll(MARK, '');
}

/** A text with emphasis; what it becomes depends on where it is written. */
export function styled(text: string, ...styles: readonly Style[]): string {
  const code = (n: number) => `${MARK}${n};`;
  const on = styles.map((style) => code(STYLES[style][0])).join('');
  const off = styles.map((style) => code(STYLES[style][1])).join('');
  return text === '' ? '' : `${on}${text}${off}`;
}

/** The width of a text on a terminal, without its emphasis. Good enough for names: wide characters count as one. */
export function widthOf(text: string): number {
  return [...text.replace(MARKED, '')].length;
}

/** A stream that gets only what it may get: no control characters, and colors only where they are wanted. */
export class Terminal {
  public constructor(
    private readonly stream: TextStream,
    private readonly color: boolean,
  ) {}

  /** Whether somebody is looking. */
  public get isLive(): boolean {
    return this.stream.isTTY === true;
  }

  /** Writes lines. */
  public lines(...lines: readonly string[]): void {
    for (const line of lines) this.stream.write(`${this.render(line)}\n`);
  }

  /** Writes data as it is: JSON that was made by us. */
  public data(text: string): void {
    this.stream.write(text);
  }

  /** Shows a line that the next one replaces; nothing where nobody is looking. */
  public status(line: string): void {
    if (this.isLive) this.stream.write(`\r\u001b[K${this.render(line)}`);
  }

  private render(line: string): string {
    const clean = line.replace(CONTROL, '');
    const allowed = (code: string) => this.color && CODES.has(Number(code));
    return clean.replace(MARKED, (_, code: string) => (allowed(code) ? `\u001b[${code}m` : ''));
  }
}

/** Whether to use colors: `--no-color`, then `--color`, then NO_COLOR (no-color.org), then whether it is a terminal. */
export function wantsColor(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  stream: TextStream,
): boolean {
  if (flag !== undefined) return flag;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
