import type { Command } from 'commander';
import type { ExitCode, Host } from './host';

/** One command: what it takes, and what it does with it. */
export interface CommandModule {
  /** Adds arguments, options and the action; the action's promise gives what the process ends with. */
  define(command: Command, run: (action: (host: Host) => Promise<ExitCode>) => Promise<void>): void;
}
