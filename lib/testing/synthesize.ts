import type { Platform } from '../core/platform';
import { synthesize as synthesizeTree } from '../plan/synthesize';
import type { SynthesizeOptions, Synthesis } from '../plan/synthesize';

/** As for the real thing; all of it is optional in a test. */
export interface TestSynthesizeOptions extends Omit<SynthesizeOptions, 'today'> {
  /** @default '2026-01-01', so that a test says the same every day */
  readonly today?: string;
}

/** Makes the Plan of a platform without touching disk: everything that `altostratus synth` does before it writes. */
export function synthesize(platform: Platform, options: TestSynthesizeOptions = {}): Synthesis {
  return synthesizeTree(platform, { today: '2026-01-01', ...options });
}
