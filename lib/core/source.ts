import * as path from 'node:path';
import type { IConstruct } from 'constructs';

/** A place in a program: file (absolute until the findings are written), line and column, both from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const LIBRARY = path.dirname(__dirname) + path.sep;
const FOREIGN = `${path.sep}node_modules${path.sep}`;
const DEPTH = 24;
const positions = new WeakMap<IConstruct, SourcePosition>();

/** Whether a stack frame's file was written by the user of the library: not Node's, not a package's, not ours. */
export function isUserFile(file: string | null | undefined): file is string {
  return typeof file === 'string' && path.isAbsolute(file) && !file.includes(FOREIGN) && !file.startsWith(LIBRARY);
}

/** The innermost of the user's own frames above `below`, read without formatting a stack. */
export function callSite(below: abstract new (...args: never[]) => unknown): SourcePosition | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: NodeJS.CallSite[] } = {};
  try {
    Error.stackTraceLimit = DEPTH;
    Error.prepareStackTrace = (_, frames) => frames;
    Error.captureStackTrace(holder, below);
    const frame = holder.stack?.find((site) => isUserFile(fileOf(site)));
    if (frame === undefined) return undefined;
    return { file: fileOf(frame) as string, line: frame.getLineNumber() ?? 1, column: frame.getColumnNumber() ?? 1 };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function fileOf(site: NodeJS.CallSite): string | null | undefined {
  const name = site.getFileName();
  return name?.startsWith('file://') ? new URL(name).pathname : name;
}

/** Notes where `construct` was made. Call it from the constructor of the class that users see. */
export function recordSource(construct: IConstruct, below: abstract new (...args: never[]) => unknown): void {
  const position = callSite(below);
  if (position !== undefined) positions.set(construct, position);
}

/** Where the construct, or else the nearest construct around it that knows, was made. */
export function sourceOf(construct: IConstruct): SourcePosition | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const position = positions.get(at);
    if (position !== undefined) return position;
  }
  return undefined;
}
