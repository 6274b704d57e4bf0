import * as path from 'node:path';
import type { Finding, FindingPlace, Severity } from '../core/finding';
import type { AcknowledgedFinding } from '../plan/types';
import { shownPosition } from './shown-path';
import { count } from './table';
import { plain, styled } from './terminal';
import type { Style } from './terminal';

/** What the rules found in a platform. Source positions are relative to `root`, or absolute. */
export interface Review {
  readonly root: string;
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

const GROUPS: readonly { readonly severity: Severity; readonly noun: string; readonly style: Style }[] = [
  { severity: 'error', noun: 'error', style: 'red' },
  { severity: 'warning', noun: 'warning', style: 'yellow' },
  { severity: 'info', noun: 'note', style: 'cyan' },
];

/** How many findings of each kind there are. */
export function countFindings({ findings, acknowledged }: Pick<Review, 'findings' | 'acknowledged'>) {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: of('error'), warning: of('warning'), info: of('info'), acknowledged: acknowledged.length };
}

/** `2 errors, 1 warning, 3 acknowledged`; `no findings`. */
export function verdict(review: Pick<Review, 'findings' | 'acknowledged'>): string {
  const counts = countFindings(review);
  const parts = GROUPS.filter(({ severity }) => counts[severity] > 0).map(({ severity, noun, style }) =>
    styled(count(counts[severity], noun), style),
  );
  if (parts.length === 0) parts.push(styled('no findings', 'green'));
  if (counts.acknowledged > 0) parts.push(`${counts.acknowledged} acknowledged`);
  return parts.join(', ');
}

/** Findings for a person to read: by severity, then the acknowledged ones. */
export function findingsText(review: Review, cwd: string): string[] {
  const lines: string[] = [];
  for (const { severity, noun, style } of GROUPS)
    for (const finding of review.findings.filter((one) => one.severity === severity))
      lines.push(...one(finding, styled(noun, 'bold', style), review.root, cwd), '');
  if (review.acknowledged.length > 0) lines.push(styled('Acknowledged', 'bold'));
  for (const { finding, reason, expires, by } of review.acknowledged) {
    const until = expires === undefined ? '' : ` (until ${plain(expires)})`;
    lines.push(`  ${styled(plain(finding.rule), 'bold')}  ${placeName(finding)}`);
    lines.push(`    ${plain(finding.message)}`);
    lines.push(`    ${styled(`accepted${until}: ${plain(reason)}`, 'dim')}${at(by, review.root, cwd, '  ')}`);
  }
  if (review.acknowledged.length > 0) lines.push('');
  return lines;
}

function one(finding: Finding, label: string, root: string, cwd: string): string[] {
  const { rule, message, remedy, related } = finding;
  return [
    `${label} ${styled(plain(rule), 'bold')}  ${placeName(finding)}`,
    ...(finding.source ? [`  ${at(finding, root, cwd)}`] : []),
    `  ${plain(message)}`,
    `  ${styled('->', 'green')} ${plain(remedy)}`,
    ...related.map((place) => `  ${styled('see', 'dim')} ${placeName(place)}${at(place, root, cwd, '  ')}`),
  ];
}

/** Where in the tree; the platform itself has no path. */
function placeName({ path: at }: FindingPlace): string {
  return at === '' ? '(platform)' : plain(at);
}

function at({ source }: FindingPlace, root: string, cwd: string, before = ''): string {
  if (source === undefined) return '';
  const shown = shownPosition(cwd, { ...source, file: path.resolve(root, source.file) });
  return before + styled(plain(shown), 'cyan');
}
