import type { Finding } from '../core/finding';
import { Platform } from '../core/platform';
import type { Synthesis } from '../plan/synthesize';
import { synthesize } from './synthesize';

/**
 * What the rules find in a platform, errors first.
 * @param rule only what this rule found; all where nothing is said
 */
export function findings(of: Platform | Synthesis, rule?: string): readonly Finding[] {
  const { findings: all } = of instanceof Platform ? synthesize(of) : of;
  return rule === undefined ? all : all.filter((finding) => finding.rule === rule);
}
