import type { Fault } from '../../core/finding';
import type { SourcePosition } from '../../core/source';
import type { GivenHost } from './take-hosts';

/** A file that is read. */
export interface InventoryFile {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** A fault of the file itself. @param source where; at its begin where nothing is said */
  readonly fault: (message: string, remedy: string, source?: SourcePosition) => Fault;
}

/** The hosts of a file, and what is wrong with it. */
export interface InventoryReading {
  readonly hosts: readonly GivenHost[];
  readonly faults: readonly Fault[];
}
