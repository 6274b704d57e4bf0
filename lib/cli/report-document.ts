import { FORMAT_VERSION } from '../output/documents';
import type { AcknowledgedFinding } from '../plan/types';
import type { Finding } from '../core/finding';
import { countFindings } from './findings-text';
import type { Prepared } from './prepare';

/** What `check` and `synth` say as JSON; docs/schema/check.schema.json. */
export interface CheckDocument {
  readonly format_version: typeof FORMAT_VERSION;
  readonly platform: string;
  readonly environment: string;
  /** Whether no finding is an error. */
  readonly ok: boolean;
  readonly counts: ReturnType<typeof countFindings>;
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

export function checkDocument({ platform, synthesis, review }: Prepared): CheckDocument {
  return {
    format_version: FORMAT_VERSION,
    platform: platform.name,
    environment: platform.environment,
    ok: synthesis.ok,
    counts: countFindings(review),
    findings: review.findings,
    acknowledged: review.acknowledged,
  };
}
