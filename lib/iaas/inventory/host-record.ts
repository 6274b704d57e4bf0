import type { SourcePosition } from '../../core/source';

/** What stands in a field of a file, whatever its format. */
export interface FieldValue {
  /** A single text as it is written, so that `6.10` stays what it is; undefined where it is none or empty. */
  readonly text: string | undefined;
  /** A list of texts; undefined where it is none. */
  readonly items: readonly (string | undefined)[] | undefined;
  /** What it is, for messages: `"8GB"`, `a map`, `nothing`. */
  readonly shown: string;
}

/** A field of a host, and where it stands. */
export interface RecordField {
  readonly key: string;
  readonly value: FieldValue;
  readonly source: SourcePosition;
}

/** A host as a file describes it. */
export interface HostRecord {
  readonly fields: readonly RecordField[];
  readonly source: SourcePosition;
}
