import type { Lab } from './lab';
import type { LabShape } from './platform';

/** Something that was measured. */
export interface Figure {
  readonly what: string;
  readonly seconds: number;
  /** Most that it may be; a larger one is a failure. @default - only noted */
  readonly limit?: number;
}

/** What happens to a platform, and what must hold afterwards. */
export interface Scenario {
  /** What it is called on the command line. */
  readonly id: string;
  readonly title: string;
  readonly shape: LabShape;
  /**
   * Whether it begins with hosts that were never on, or with a platform that runs.
   * @default 'running'
   */
  readonly from?: 'nothing' | 'running';
  /** @throws Error where something does not hold */
  run(lab: Lab, note: (text: string) => void): Promise<readonly Figure[]>;
}

/** Versions that test/tools pins: what everything is tried with, and the minor version before, for who upgrades. */
const VERSION = '1.36.3';
export const VERSION_BEFORE = '1.35.4';

export const STACKED: LabShape = { masters: ['m0', 'm1', 'm2'], etcd: [], workers: ['w0', 'w1'], version: VERSION };
export const DEDICATED: LabShape = { ...STACKED, etcd: ['e0', 'e1', 'e2'], workers: ['w0'] };
export const PREVIOUS: LabShape = { ...STACKED, version: VERSION_BEFORE };
