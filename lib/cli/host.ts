import type { Terminal } from './terminal';

/** What a command sees of the process that it runs in. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Data. */
  readonly out: Terminal;
  /** Messages. */
  readonly err: Terminal;
  readonly now: Date;
}

/** What the process ends with; docs/cli.md. */
export const ExitCode = {
  ok: 0,
  /** A finding is an error, or the ledger is frozen and would change. */
  findings: 1,
  /** The command line, the program, a file or the disk is at fault. */
  usage: 2,
  /** altostratus itself is at fault; EX_SOFTWARE of sysexits.h. */
  bug: 70,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
