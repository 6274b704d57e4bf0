import type { LedgerFile } from '../core/ledger';

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
