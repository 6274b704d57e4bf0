import { jsonText, planDocument } from '../../output/documents';
import type { CommandModule } from '../command';
import { findingsText } from '../findings-text';
import { ExitCode } from '../host';
import type { Host } from '../host';
import { planOutline } from '../plan-outline';
import { prepare } from '../prepare';
import type { Flags } from '../settings';
import { addAppOptions } from './app-options';

/** `altostratus plan`: what would be made. Writes nothing. */
export const plan: CommandModule = {
  define: (command, run) =>
    addAppOptions(command, { outputs: ['text', 'json'] }).action((app: string | undefined, options: Flags) =>
      run((host) => runPlan({ ...options, ...(app !== undefined && { app }) }, host)),
    ),
};

async function runPlan(flags: Flags, host: Host): Promise<ExitCode> {
  const { progress, review, synthesis } = await prepare(flags, host);
  progress.end();
  host.err.lines(...findingsText(review, host.cwd));
  if (!synthesis.ok) {
    host.err.lines('There is no plan while a finding is an error.');
    return ExitCode.findings;
  }
  if (flags.output === 'json') host.out.data(jsonText(planDocument(synthesis.plan)));
  else host.out.lines(...planOutline(synthesis.plan));
  return ExitCode.ok;
}
