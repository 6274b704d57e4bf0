import * as fs from 'node:fs';
import * as path from 'node:path';
import { UserError } from '../core/finding';
import { isUserFile } from '../core/source';
import type { SourcePosition } from '../core/source';
import { PACKAGE } from './own-package';
import type { SourceColumns } from './source-columns';

/** One call of the user's own on the way to a fault. */
export interface Frame extends SourcePosition {
  readonly name?: string;
}

/** A fault in the user's program: where, and by which of the user's own calls it came about. */
export class ProgramError extends UserError {
  public constructor(
    message: string,
    remedy: string,
    source: SourcePosition | undefined,
    /** Innermost first; without the calls of libraries. */
    public readonly frames: readonly Frame[] = [],
  ) {
    super(message, remedy, source);
  }
}

const FRAME = /^\s*at (?:async )?(?:(.+?) \()?(?:file:\/\/)?([^()]+?):(\d+):(\d+)\)?$/;
const PARSE_ERROR = /^ParseError: ([\s\S]*?)\s+(\S[^\n]*):(\d+):(\d+)/;

/** What a program threw, or could not be loaded for, as a fault of the user's. Errors that say themselves what to do stay. */
export function programError(thrown: unknown, app: string, columns: SourceColumns): Error {
  if (!isError(thrown))
    return new ProgramError(
      `${show(app)} threw ${String(thrown)}, which is not an Error.`,
      'Throw an Error with a message.',
      undefined,
    );
  return syntaxFault(thrown) ?? missingModule(thrown, app) ?? thrownFault(thrown, app, columns);
}

function syntaxFault({ message }: Thrown): ProgramError | undefined {
  const [, reason, file = '', line, column] = PARSE_ERROR.exec(message) ?? [];
  if (reason === undefined) return undefined;
  const source = { file, line: Number(line), column: Number(column) + 1 };
  return new ProgramError(`${show(file)} is not TypeScript: ${reason}.`, 'Correct that line.', source);
}

function thrownFault(thrown: Thrown, app: string, columns: SourceColumns): ProgramError {
  const frames = framesOf(thrown, columns);
  const [innermost] = frames;
  if (thrown.name === 'UserError' && typeof thrown.remedy === 'string')
    return new ProgramError(thrown.message, thrown.remedy, thrown.source ?? innermost, frames);
  const origin = (thrown.stack ?? '').split('\n').find((text) => FRAME.test(text)) ?? '';
  const remedy = isOwn(FRAME.exec(origin)?.[2])
    ? `It was thrown inside ${PACKAGE}. Where \`npx tsc --noEmit\` finds nothing wrong with the call above, this is a bug: please report it.`
    : thrown.name === 'TypeError'
      ? 'Correct the program; `npx tsc --noEmit` finds what its types forbid.'
      : 'Correct the program.';
  const message = `${show(innermost?.file ?? app)} threw ${thrown.name}: ${thrown.message}`;
  return new ProgramError(message, remedy, innermost, frames);
}

/** The user's own calls of a stack, innermost first. */
export function framesOf({ stack = '' }: Error, columns: SourceColumns): Frame[] {
  return stack.split('\n').flatMap((text) => {
    const [, name, file, line, column] = FRAME.exec(text) ?? [];
    if (!isUserFile(file)) return [];
    const position = columns.original({ file, line: Number(line), column: Number(column) });
    return [{ ...position, ...(name !== undefined && { name }) }];
  });
}

interface Thrown extends Error {
  readonly code?: unknown;
  readonly remedy?: unknown;
  readonly source?: SourcePosition;
  readonly requireStack?: readonly string[];
}

/** Errors of the program may come from another realm, where `instanceof` says no. */
function isError(thrown: unknown): thrown is Thrown {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

function missingModule({ code, message, requireStack }: Thrown, app: string): ProgramError | undefined {
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const [, name = ''] = /Cannot find (?:module|package) '([^']+)'/.exec(message) ?? [];
  const importer = requireStack?.[0] ?? app;
  const lines = isUserFile(importer) && fs.existsSync(importer) ? fs.readFileSync(importer, 'utf8').split('\n') : [];
  const line = lines.findIndex((text) => text.includes(`'${name}'`) || text.includes(`"${name}"`));
  const remedy =
    name.startsWith('.') || path.isAbsolute(name)
      ? 'Correct the path of the import.'
      : `Correct the name, or run \`npm install ${name}\`.`;
  return new ProgramError(
    `${show(importer)} imports "${name}", which was not found.`,
    remedy,
    line === -1 ? undefined : { file: importer, line: line + 1, column: (lines[line]?.indexOf(name) ?? 0) + 1 },
  );
}

function isOwn(file: string | undefined): boolean {
  return file?.startsWith(path.dirname(__dirname) + path.sep) ?? false;
}

function show(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}
