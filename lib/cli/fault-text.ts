import * as fs from 'node:fs';
import type { UserError } from '../core/finding';
import type { SourcePosition } from '../core/source';
import { ExitCode } from './host';
import type { Host } from './host';
import { ProgramError } from './program-error';
import { shownPosition } from './shown-path';
import { plain, styled } from './terminal';
import { faultsOf } from './user-faults';

/** Lines shown before the one at fault, and how much of a line. */
const BEFORE = 2;
const WIDTH = 160;

/** Says what went wrong, without a stack where it is the user's to mend; gives what the process ends with. */
export function tellFault(error: unknown, { err, cwd }: Pick<Host, 'err' | 'cwd'>): ExitCode {
  const faults = faultsOf(error);
  if (faults === undefined) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    err.lines(
      `${styled('bug', 'bold', 'red')} altostratus failed in a way that it should not. Please report this, with what you ran:`,
      ...text.split('\n').map((line) => `  ${plain(line)}`),
    );
    return ExitCode.bug;
  }
  for (const [n, fault] of faults.entries()) err.lines(...(n > 0 ? [''] : []), ...faultLines(fault, cwd));
  return ExitCode.usage;
}

function faultLines(fault: UserError, cwd: string): string[] {
  const lines = [`${styled('error', 'bold', 'red')} ${plain(fault.message)}`];
  if (fault.source !== undefined)
    lines.push(`  ${styled(plain(shownPosition(cwd, fault.source)), 'cyan')}`, ...codeFrame(fault.source));
  if (fault instanceof ProgramError) lines.push(...frameLines(fault, cwd));
  return [...lines, `  ${styled('->', 'green')} ${plain(fault.remedy)}`];
}

/** The user's own calls that led there, without the one that is shown as the place already. */
function frameLines({ frames, source }: ProgramError, cwd: string): string[] {
  return frames
    .filter(({ file, line, column }) => file !== source?.file || line !== source.line || column !== source.column)
    .map((frame) => {
      const by = frame.name === undefined ? '' : ` in ${plain(frame.name)}`;
      return `  ${styled(`from ${plain(shownPosition(cwd, frame))}${by}`, 'dim')}`;
    });
}

/** The line at fault with a mark below its column, and the two before it; nothing where the file cannot be shown. */
export function codeFrame({ file, line, column }: SourcePosition): string[] {
  const text = readText(file)?.split(/\r?\n/);
  const faulty = text?.[line - 1];
  if (text === undefined || faulty === undefined || faulty.trim() === '') return [];
  const first = Math.max(1, line - BEFORE);
  const margin = String(line).length;
  const shown = text.slice(first - 1, line).map((code, n) => {
    const number = String(first + n).padStart(margin);
    return `    ${styled(`${number} |`, 'dim')} ${plainCode(code)}`;
  });
  if (column > WIDTH || column > faulty.length + 1) return shown;
  const caret = ' '.repeat(column - 1) + styled('^', 'bold', 'red');
  return [...shown, `    ${styled(`${' '.repeat(margin)} |`, 'dim')} ${caret}`];
}

/** Code keeps its blanks; tabs are one blank wide, so that the mark stands right. */
function plainCode(code: string): string {
  return [...code]
    .map((letter) => (letter === '\t' ? ' ' : plain(letter) || ' '))
    .join('')
    .slice(0, WIDTH);
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined; // gone, or not a file: the position alone has to do
  }
}
