import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** A call that was noted; its `stack` is made into text at the first reading only, by whoever maps positions in this process. */
interface Call {
  readonly stack?: unknown;
}

const positions = new WeakMap<IConstruct, SourcePosition | undefined>();
const calls = new WeakMap<IConstruct, Call>();

/** Whether a stack frame's file was written by the user of the library: not Node's, not a package's, not ours. */
export function isUserFile(file: string | null | undefined): file is string {
  return typeof file === 'string' && path.isAbsolute(file) && !file.includes(FOREIGN) && !file.startsWith(LIBRARY);
}

/** The innermost of the user's own calls above `below`, as source maps show it where such are in use. */
export function callSite(below: abstract new (...args: never[]) => unknown): SourcePosition | undefined {
  return positionOf(callAbove(below));
}

function callAbove(below: abstract new (...args: never[]) => unknown): Call {
  const { stackTraceLimit } = Error;
  const call: Call = {};
  Error.stackTraceLimit = DEPTH;
  Error.captureStackTrace(call, below);
  Error.stackTraceLimit = stackTraceLimit;
  return call;
}

/** One line of a stack: `    at new Site (/home/ops/platform.ts:3:15)`, `    at file:///home/ops/platform.mjs:3:15`. */
const FRAME = /^ +at (?:.*? \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

function positionOf({ stack }: Call): SourcePosition | undefined {
  if (typeof stack !== 'string') return undefined;
  for (const text of stack.split('\n')) {
    const [, name, line, column] = FRAME.exec(text) ?? [];
    const file = name?.startsWith('file://') ? fileURLToPath(name) : name;
    if (isUserFile(file)) return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** Notes where `construct` was made. Call it from the constructor of the class that users see. */
export function recordSource(construct: IConstruct, below: abstract new (...args: never[]) => unknown): void {
  calls.set(construct, callAbove(below));
}

/** Notes a place that is no line of the program: that of a host in an inventory. */
export function notePosition(construct: IConstruct, position: SourcePosition): void {
  positions.set(construct, position);
}

/** Where the construct, or else the nearest construct around it that knows, was made. */
export function sourceOf(construct: IConstruct): SourcePosition | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const call = calls.get(at);
    if (call !== undefined && !positions.has(at)) positions.set(at, positionOf(call));
    const position = positions.get(at);
    if (position !== undefined) return position;
  }
  return undefined;
}
