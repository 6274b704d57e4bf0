import * as path from 'node:path';
import type { Finding, FindingPlace } from '../core/finding';
import type { LedgerFile } from '../core/ledger';
import type { Platform } from '../core/platform';
import type { Synthesis } from '../plan/synthesize';
import type { App } from './app';
import { findApp } from './app-file';
import { applySchema } from './config-schema';
import type { Review } from './findings-text';
import type { Host } from './host';
import { loadEngine } from './load-engine';
import { ledgerPath, readLedger } from './ledger-file';
import { Progress } from './progress';
import { settle } from './settings';
import type { Flags, Settings } from './settings';
import { readStackConfig } from './stack-config';
import type { SourceColumns } from './source-columns';
import { shownPath } from './shown-path';

/** A program's platform, before anything is planned. */
export interface Built {
  readonly settings: Settings;
  readonly app: App;
  readonly platform: Platform;
  readonly progress: Progress;
}

/** A platform that was planned, or refused. */
export interface Prepared extends Built {
  readonly ledger: { readonly file: string; readonly before: LedgerFile };
  readonly synthesis: Synthesis;
  readonly review: Review;
}

/**
 * Loads the program, reads its configuration, and asks it for its platform.
 * @throws UserError, UserFaults, ProgramError
 */
export async function build(flags: Flags, host: Host): Promise<Built> {
  const settings = settle(flags, host);
  const file = findApp(settings, host);
  const progress = new Progress(host.err);
  try {
    const config = readStackConfig(settings);
    progress.step(`Loading ${shownPath(host.cwd, file)}`);
    const app = await loadEngine().loadApp(file, settings.project.root);
    const values = app.schema === undefined ? config.values : await applySchema(app.schema, config);
    progress.step(`Building the platform of ${settings.environment}`);
    return { settings, app, progress, platform: await app.build(values) };
  } catch (error) {
    progress.end();
    throw error;
  }
}

/** Builds and plans. Source positions in the result are relative to the project's root. */
export async function prepare(flags: Flags, host: Host): Promise<Prepared> {
  const built = await build(flags, host);
  const { settings, platform, progress, app } = built;
  try {
    const { root } = settings.project;
    const file = ledgerPath(settings.ledger.value, platform.name);
    const before = readLedger(file, platform.name, platform.environment);
    progress.step(`Planning ${platform.name}`);
    const synthesis = withColumns(
      loadEngine().synthesize(platform, { ledger: before, today: settings.today, root }),
      root,
      app.columns,
    );
    const { findings, acknowledged } = synthesis;
    return { ...built, ledger: { file, before }, synthesis, review: { root, findings, acknowledged } };
  } catch (error) {
    progress.end();
    throw error;
  }
}

/** The same with columns as they are in the program's text. */
function withColumns(synthesis: Synthesis, root: string, columns: SourceColumns): Synthesis {
  const place = <T extends FindingPlace>(at: T): T => {
    if (at.source === undefined) return at;
    const { line, column } = columns.original({ ...at.source, file: path.resolve(root, at.source.file) });
    return { ...at, source: { file: at.source.file, line, column } };
  };
  const whole = (finding: Finding): Finding => ({ ...place(finding), related: finding.related.map(place) });
  const findings = synthesis.findings.map(whole);
  const acknowledged = synthesis.acknowledged.map((one) => ({
    ...one,
    finding: whole(one.finding),
    by: place(one.by),
  }));
  return synthesis.ok
    ? { ...synthesis, findings, acknowledged, plan: { ...synthesis.plan, findings, acknowledged } }
    : { ...synthesis, findings, acknowledged };
}
