import type { SecretSource } from '../core/secret';
import type { AcknowledgedFinding, ArtefactPlan, Plan } from '../plan/types';
import type { Finding } from '../core/finding';

/**
 * Version of everything that is written as JSON. The first number changes when a consumer could break, the second one when
 * something is added: consumers ignore keys they do not know and refuse a first number they do not know.
 */
export const FORMAT_VERSION = '1.0';

interface Document {
  readonly format_version: typeof FORMAT_VERSION;
}

interface PlatformDocument extends Document {
  readonly platform: string;
  readonly environment: string;
}

/** `plan.json`; docs/schema/plan.schema.json. */
export type PlanDocument = Document & Plan;

/** `findings.json`; docs/schema/findings.schema.json. */
export interface FindingsDocument extends PlatformDocument {
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/** `artefacts.json`; docs/schema/artefacts.schema.json. */
export interface ArtefactsDocument extends PlatformDocument {
  readonly artefacts: readonly ArtefactPlan[];
}

/** `secrets.json`; docs/schema/secrets.schema.json. Never a value. */
export interface SecretsDocument extends PlatformDocument {
  readonly secrets: readonly SecretUse[];
}

/** A secret whose references stand in the files, and what needs it. */
export interface SecretUse {
  readonly path: string;
  readonly source: SecretSource;
  /** Which of its values are needed. */
  readonly attributes: readonly string[];
  /** Paths of the machines, pools, objects and secrets that need it. */
  readonly neededBy: readonly string[];
}

/** The text of a JSON file. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

export function planDocument(plan: Plan): PlanDocument {
  return { format_version: FORMAT_VERSION, ...plan };
}

export function findingsDocument({
  platform,
  environment,
  findings,
  acknowledged,
}: Omit<FindingsDocument, 'format_version'>): FindingsDocument {
  return { format_version: FORMAT_VERSION, platform, environment, findings, acknowledged };
}

export function artefactsDocument({ platform, environment, artefacts }: Plan): ArtefactsDocument {
  return { format_version: FORMAT_VERSION, platform, environment, artefacts };
}

export function secretsDocument({ platform, environment }: Plan, secrets: readonly SecretUse[]): SecretsDocument {
  return { format_version: FORMAT_VERSION, platform, environment, secrets };
}
