import type { Host } from '../../lib/cli/host';
import { Terminal } from '../../lib/cli/terminal';
import type { TextStream } from '../../lib/cli/terminal';

/** A stream that keeps what it gets. */
export class Captured implements TextStream {
  public text = '';

  public constructor(public readonly isTTY = false) {}

  public write(text: string): void {
    this.text += text;
  }
}

/** A host whose streams are kept; no colors. */
export function capturedHost(
  cwd: string,
  env: Host['env'] = {},
): Host & { readonly stdout: Captured; readonly stderr: Captured } {
  const [stdout, stderr] = [new Captured(), new Captured()];
  return {
    cwd,
    env,
    now: new Date('2026-03-01T12:00:00Z'),
    stdout,
    stderr,
    out: new Terminal(stdout, false),
    err: new Terminal(stderr, false),
  };
}
