import * as fs from 'node:fs';
import type { Command } from 'commander';
import { UserError } from '../../core/finding';
import { parseLedger, recycle } from '../../core/ledger';
import type { LedgerFile } from '../../core/ledger';
import { diskFault } from '../../output/disk-fault';
import { FORMAT_VERSION, jsonText } from '../../output/documents';
import type { CommandModule } from '../command';
import { ExitCode } from '../host';
import type { Host } from '../host';
import { ledgerChanges, ledgerPath, shownChange, writeLedger } from '../ledger-file';
import { build } from '../prepare';
import { day, settle } from '../settings';
import type { Flags } from '../settings';
import { shownPath } from '../shown-path';
import { count, table } from '../table';
import { plain } from '../terminal';
import { addAppOptions } from './app-options';

interface RecycleFlags extends Flags {
  readonly before?: string;
  readonly yes?: boolean;
}

/** How long what left the platform keeps its addresses and ports when nobody says. */
const GRACE_DAYS = 30;
const DAY_MS = 86_400_000;

/** `altostratus ledger recycle`: frees what left the platform some time ago. Shows only, until told to write. */
export const ledger: CommandModule = {
  define: (command, run) => {
    const recycling = command
      .helpCommand(false)
      .command('recycle')
      .summary('free addresses and ports of what left the platform');
    recycling.description(
      `Frees addresses and ports of what left the platform ${GRACE_DAYS} days ago or earlier. Shows what would be freed; writes with --yes.`,
    );
    return addRecycleOptions(addAppOptions(recycling, { outputs: ['text', 'json'] })).action(
      (app: string | undefined, options: RecycleFlags) =>
        run((host) => runRecycle({ ...options, ...(app !== undefined && { app }) }, host)),
    );
  },
};

function addRecycleOptions(command: Command): Command {
  return command
    .option('--before <day>', `what left before this day, YYYY-MM-DD; ${GRACE_DAYS} days ago when nothing is said`)
    .option('--yes', 'write the ledger');
}

async function runRecycle(flags: RecycleFlags, host: Host): Promise<ExitCode> {
  const settings = settle(flags, host);
  const file = settings.ledger.value.includes('{platform}') ? await pathByProgram(flags, host) : settings.ledger.value;
  const before = readAny(file, host);
  const limit = flags.before === undefined ? settings.today : day(flags.before);
  const last = new Date(Date.parse(limit) - (flags.before === undefined ? GRACE_DAYS : 1) * DAY_MS);
  const { file: after } = recycle(before, last.toISOString().slice(0, 10));
  const changes = ledgerChanges(before, after);
  const written = flags.yes === true && changes.length > 0;
  if (written) await writeLedger(file, after);
  const shown = shownPath(host.cwd, file);
  if (flags.output === 'json') {
    host.out.data(jsonText({ format_version: FORMAT_VERSION, file: shown, written, changes }));
    return ExitCode.ok;
  }
  host.out.lines(...table(changes.map((change) => shownChange(change).slice(1).map(plain))));
  host.err.lines(plain(conclusion(changes.length, shown, written)));
  return ExitCode.ok;
}

function conclusion(n: number, file: string, written: boolean): string {
  if (n === 0) return `Nothing in ${file} can be freed.`;
  const entries = count(n, 'entry', 'entries');
  return written
    ? `${entries} freed in ${file}: commit it.`
    : `${entries} would be freed in ${file}; free them with --yes.`;
}

async function pathByProgram(flags: Flags, host: Host): Promise<string> {
  const { settings, platform, progress } = await build(flags, host);
  progress.end();
  return ledgerPath(settings.ledger.value, platform.name);
}

/** A ledger of whatever platform: its name is in it. */
function readAny(file: string, { cwd }: Host): LedgerFile {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UserError(
        `There is no ledger ${shownPath(cwd, file)}.`,
        'It is made by `altostratus synth`; name another one with --ledger.',
      );
    throw diskFault(error, `The ledger ${file}`, 'read');
  }
  const { platform, environment } = namesIn(text);
  return parseLedger(text, file, platform, environment);
}

function namesIn(text: string): { platform: string; environment: string } {
  try {
    const { platform, environment } = JSON.parse(text) as Partial<LedgerFile>;
    return { platform: platform ?? '', environment: environment ?? '' };
  } catch {
    return { platform: '', environment: '' }; // parseLedger says what is wrong with it
  }
}
