import type { AcknowledgedFinding, Finding } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { healthy } from './fixtures';

/** What comes of acknowledging something in a platform whose Kubernetes gets no more fixes (a warning). */
export function acknowledged(
  rule: string,
  expires?: string,
  version = '1.34',
): { findings: readonly Finding[]; accepted: readonly AcknowledgedFinding[] } {
  const { platform, cluster } = healthy({ version });
  cluster.acknowledge(rule, 'until the move in March', expires === undefined ? {} : { expires });
  const { findings, acknowledged: accepted } = synthesize(platform, { today: '2026-01-31' });
  return { findings: findings.filter((finding) => finding.rule.startsWith('acknowledgement-')), accepted };
}
