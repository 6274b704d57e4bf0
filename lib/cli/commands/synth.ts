import type { Command } from 'commander';
import { jsonText } from '../../output/documents';
import { renderFiles } from '../../output/render-files';
import type { OpenedSecrets } from '../../output/secret-store';
import { writeTree } from '../../output/write-tree';
import type { WriteSummary } from '../../output/write-tree';
import type { Planned } from '../../plan/synthesize';
import type { CommandModule } from '../command';
import { findingsText, verdict } from '../findings-text';
import { ExitCode } from '../host';
import type { Host } from '../host';
import { ledgerChanges, shownChange, writeLedger } from '../ledger-file';
import type { LedgerChange } from '../ledger-file';
import { planSummary } from '../plan-outline';
import { openLocalSecrets } from '../local-secrets';
import type { LocalSecrets } from '../local-secrets';
import { prepare } from '../prepare';
import type { Prepared } from '../prepare';
import { checkDocument } from '../report-document';
import type { Flags } from '../settings';
import { shownPath } from '../shown-path';
import { count, table } from '../table';
import { plain, styled } from '../terminal';
import { addAppOptions } from './app-options';

/** `altostratus synth`: the program's files. */
export const synth: CommandModule = {
  define: (command, run) =>
    addSynthOptions(addAppOptions(command, { outputs: ['text', 'json'] })).action(
      (app: string | undefined, options: Flags) =>
        run((host) => runSynth({ ...options, ...(app !== undefined && { app }) }, host)),
    ),
};

function addSynthOptions(command: Command): Command {
  return command
    .option('--out <folder>', 'where the files go; dist when nothing is said (ALTOSTRATUS_OUT, CDK8S_OUTDIR)')
    .option('--frozen', 'fail if the ledger would change; the default where CI is set (ALTOSTRATUS_FROZEN)')
    .option('--no-frozen', 'let the ledger change, also where CI is set')
    .option(
      '--secrets',
      'put values from the local store in place of references to secrets; makes those that are missing',
    );
}

/** What a run did beside finding faults. */
interface Done {
  readonly files: WriteSummary;
  readonly changes: readonly LedgerChange[];
  readonly secrets?: LocalSecrets;
}

async function runSynth(flags: Flags, host: Host): Promise<ExitCode> {
  const prepared = await prepare(flags, host);
  const { settings, synthesis, ledger, progress } = prepared;
  const json = flags.output === 'json';
  if (!synthesis.ok) {
    progress.end();
    if (json) host.out.data(jsonText(checkDocument(prepared)));
    else
      host.err.lines(...findingsText(prepared.review, host.cwd), `Nothing was written: ${verdict(prepared.review)}.`);
    return ExitCode.findings;
  }
  const changes = ledgerChanges(ledger.before, synthesis.ledger);
  if (settings.frozen && changes.length > 0) {
    progress.end();
    if (json) host.out.data(jsonText(synthDocument(prepared, { changes }, host)));
    tellFrozen(changes, shownPath(host.cwd, ledger.file), host);
    return ExitCode.findings;
  }
  const done = await write(prepared, synthesis, changes, host).finally(() => progress.end());
  if (json) host.out.data(jsonText(synthDocument(prepared, done, host)));
  else tell(prepared, synthesis, done, host);
  return ExitCode.ok;
}

/** The ledger goes first: what it hands out must be noted before anybody can use it. */
async function write(
  { settings, ledger, progress }: Prepared,
  { plan, ledger: after }: Planned,
  changes: readonly LedgerChange[],
  host: Host,
): Promise<Done> {
  if (settings.secrets) progress.step('Opening the store of secrets');
  const secrets = settings.secrets ? await openLocalSecrets(settings.project, plan, host) : undefined;
  const files = renderFiles(plan, secrets && { secrets: secrets.opened.lookup });
  if (changes.length > 0) await writeLedger(ledger.file, after);
  progress.step(`Writing ${shownPath(host.cwd, settings.out)}`);
  return { files: await writeTree(settings.out, files), changes, ...(secrets && { secrets }) };
}

function tellFrozen(changes: readonly LedgerChange[], file: string, { err }: Host): void {
  err.lines(
    `${styled('error', 'bold', 'red')} The ledger ${plain(file)} is frozen, but this program would change it:`,
    ...table(changes.map((change) => shownChange(change).map(plain))).map((line) => `  ${line}`),
    `  ${styled('->', 'green')} Run \`altostratus synth\` where CI is not set and commit ${plain(file)}, or run it with --no-frozen.`,
  );
}

function tell(
  { platform, settings, ledger, review }: Prepared,
  { plan }: Planned,
  done: Done,
  { out, err, cwd }: Host,
): void {
  const { written, unchanged, removed, restored } = done.files;
  const parts = [
    `${written.length} written`,
    `${unchanged.length} unchanged`,
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ];
  const rows = [
    ['Files', shownPath(cwd, settings.out), parts.join(', ')],
    ['Ledger', shownPath(cwd, ledger.file), ledgerVerdict(done.changes)],
    ...(done.secrets ? [['Secrets', shownPath(cwd, done.secrets.store), secretVerdict(done.secrets.opened)]] : []),
  ];
  err.lines(...findingsText(review, cwd));
  out.lines(
    styled(plain(`${platform.name} (${platform.environment})`), 'bold'),
    '',
    ...planSummary(plan),
    ...table(rows.map((row) => row.map(plain))),
    ...restored.map((file) => `  ${plain(file)} had been edited by hand and was restored`),
    '',
    `Done: ${verdict(review)}.`,
  );
  if (done.secrets !== undefined)
    err.lines(
      `${styled('note', 'bold', 'cyan')} ${plain(shownPath(cwd, settings.out))} holds passwords and keys now: keep it out of version control.`,
    );
}

function ledgerVerdict(changes: readonly LedgerChange[]): string {
  if (changes.length === 0) return 'unchanged';
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return `${kinds.map((kind) => `${changes.filter((change) => change.kind === kind).length} ${kind}`).join(', ')}: commit it`;
}

function secretVerdict({ made, renewed }: OpenedSecrets): string {
  const parts = [
    ...(made.length > 0 ? [`${count(made.length, 'secret')} made`] : []),
    ...(renewed.length > 0 ? [`${renewed.length} renewed`] : []),
  ];
  return parts.join(', ') || 'unchanged';
}

/** docs/schema/synth.schema.json */
function synthDocument(
  prepared: Prepared,
  { files, changes, secrets }: Partial<Done> & Pick<Done, 'changes'>,
  { cwd }: Host,
): object {
  const { settings, ledger } = prepared;
  return {
    ...checkDocument(prepared),
    out: shownPath(cwd, settings.out),
    ...(files && { files }),
    ledger: { file: shownPath(cwd, ledger.file), changes },
    ...(secrets && {
      secrets: { file: shownPath(cwd, secrets.store), made: secrets.opened.made, renewed: secrets.opened.renewed },
    }),
  };
}
