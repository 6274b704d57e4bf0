import { jsonText } from '../../output/documents';
import type { CommandModule } from '../command';
import { findingsText, verdict } from '../findings-text';
import { ExitCode } from '../host';
import type { Host } from '../host';
import { loadEngine } from '../load-engine';
import { ownPackage } from '../own-package';
import { prepare } from '../prepare';
import { checkDocument } from '../report-document';
import { sarifLog } from '../sarif';
import type { Flags } from '../settings';
import { addAppOptions } from './app-options';

/** `altostratus check`: only what is wrong. Writes nothing. */
export const check: CommandModule = {
  define: (command, run) =>
    addAppOptions(command, { outputs: ['text', 'json', 'sarif'] }).action((app: string | undefined, options: Flags) =>
      run((host) => runCheck({ ...options, ...(app !== undefined && { app }) }, host)),
    ),
};

async function runCheck(flags: Flags, host: Host): Promise<ExitCode> {
  const prepared = await prepare(flags, host);
  const { progress, review, platform, synthesis } = prepared;
  progress.end();
  if (flags.output === 'json') host.out.data(jsonText(checkDocument(prepared)));
  else if (flags.output === 'sarif')
    host.out.data(jsonText(sarifLog(review, { ...ownPackage(), rules: loadEngine().RULES })));
  else
    host.out.lines(...findingsText(review, host.cwd), `${platform.name} (${platform.environment}): ${verdict(review)}`);
  return synthesis.ok ? ExitCode.ok : ExitCode.findings;
}
