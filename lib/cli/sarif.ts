import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, FindingPlace, Severity } from '../core/finding';
import type { AcknowledgedFinding } from '../plan/types';
import type { Review } from './findings-text';

/** What a rule is, for the list of rules in the log. */
export interface SarifRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

export interface SarifOptions {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  /** Where the project's documentation is; `docs/rules.md` is below it. @default - rules have no link */
  readonly homepage?: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Name and version of the fingerprint, as code scanning wants it: a new way to make it needs a new one. */
const FINGERPRINT = 'ruleAndPath/v1';

/** Findings as SARIF 2.1.0 (OASIS), for code scanning. Acknowledged ones are in it as suppressed. */
export function sarifLog(review: Review, { version, rules, homepage }: SarifOptions): object {
  const used = new Set(
    [...review.findings, ...review.acknowledged.map(({ finding }) => finding)].map(({ rule }) => rule),
  );
  const listed = rules.filter(({ id }) => used.has(id));
  const unlisted = [...used].filter((id) => !listed.some((rule) => rule.id === id)).sort();
  const descriptors = [...listed.map((rule) => describe(rule, homepage)), ...unlisted.map((id) => ({ id }))];
  const index = new Map(descriptors.map(({ id }, n) => [id, n]));
  const repository = repositoryOf(review.root);
  const fingerprints = new Fingerprints();
  const result = (finding: Finding) => ({
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule) ?? -1,
    level: levelOf(finding.severity),
    message: { text: `${finding.message} ${finding.remedy}` },
    locations: [location(finding, review.root, repository)],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((place, id) => ({ id, ...location(place, review.root, repository) })),
    }),
    partialFingerprints: { [FINGERPRINT]: fingerprints.of(finding) },
  });
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'altostratus',
            version,
            semanticVersion: version,
            ...(homepage !== undefined && { informationUri: homepage }),
            rules: descriptors,
          },
        },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...review.findings.map(result),
          ...review.acknowledged.map((one) => ({ ...result(one.finding), suppressions: [suppression(one)] })),
        ],
      },
    ],
  };
}

function describe({ id, severity, title }: SarifRule, homepage: string | undefined) {
  const link =
    homepage === undefined ? undefined : `${homepage.replace(/#.*$|\/+$/g, '')}/blob/main/docs/rules.md#${id}`;
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    help: {
      text: `${title}. See docs/rules.md#${id}.`,
      ...(link !== undefined && { markdown: `${title}. [Documentation](${link})` }),
    },
    ...(link !== undefined && { helpUri: link }),
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}

function suppression({ reason, expires }: AcknowledgedFinding) {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: expires === undefined ? reason : `${reason} (until ${expires})`,
  };
}

/** The line of the program, and the construct. Logs without a file are refused by some, so the platform's place is its root. */
function location({ path: at, source }: FindingPlace, root: string, repository: string) {
  const name = at.split('/').pop() ?? at;
  return {
    physicalLocation: {
      artifactLocation: artifact(path.resolve(root, source?.file ?? 'package.json'), repository),
      region: { startLine: source?.line ?? 1, startColumn: source?.column ?? 1 },
    },
    ...(at !== '' && { logicalLocations: [{ name, fullyQualifiedName: at, kind: 'resource' }] }),
  };
}

function artifact(file: string, repository: string): { uri: string; uriBaseId?: string } {
  const relative = path.relative(repository, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return { uri: pathToFileURL(file).href };
  return { uri: relative.split(path.sep).map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** The folder of the repository that a project is in; the project itself where there is none. */
function repositoryOf(root: string): string {
  for (let folder = root; folder !== path.dirname(folder); folder = path.dirname(folder))
    if (fs.existsSync(path.join(folder, '.git'))) return folder;
  return root;
}

/** The same finding has the same fingerprint when its line moves. A rule may find several faults at one construct. */
class Fingerprints {
  private readonly seen = new Map<string, number>();

  public of({ rule, path: at, related }: Finding): string {
    const identity = [rule, at, ...related.map((place) => place.path)].join('\n');
    const n = (this.seen.get(identity) ?? 0) + 1;
    this.seen.set(identity, n);
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${n}`;
  }
}
