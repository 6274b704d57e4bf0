import type { LedgerFile } from '../core/ledger';
import type { Platform } from '../core/platform';
import type { Plan } from './types';

export interface SynthesizeOptions {
  /** @default - an empty one: everything is handed out anew */
  readonly ledger?: LedgerFile;
  /** Day for the ledger's notes and for acknowledgements that expire, `YYYY-MM-DD`. */
  readonly today: string;
  /**
   * Folder that the source positions in findings are relative to.
   * @default - they stay absolute
   */
  readonly root?: string;
  /**
   * What is made from the Plan: files cannot have values that only a cloud can say.
   * @default 'files'
   */
  readonly target?: 'files' | 'resources';
}

export interface Synthesis {
  readonly plan: Plan;
  readonly ledger: LedgerFile;
  /** Whether no finding is an error. */
  readonly ok: boolean;
}

/** Tree to Plan: settles the ledger, renders and orders the objects, lets the rules look, gathers everything. */
export declare function synthesize(platform: Platform, options: SynthesizeOptions): Synthesis;
