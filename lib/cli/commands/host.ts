import { UserError } from '../../core/finding';
import { closest } from '../../core/closest';
import { FORMAT_VERSION, jsonText } from '../../output/documents';
import type { CommandModule } from '../command';
import { findingsText } from '../findings-text';
import { ExitCode } from '../host';
import type { Host } from '../host';
import { hostGuides } from '../host-guide';
import type { HostGuide, HostLogsDocument } from '../host-guide';
import { hostGuideText, hostList } from '../host-guide-text';
import { prepare } from '../prepare';
import type { Flags } from '../settings';
import { addAppOptions } from './app-options';

/** `altostratus host logs`: where to look on a host. It reaches none. */
export const hostCommand: CommandModule = {
  define: (command, run) => {
    const logs = command
      .helpCommand(false)
      .command('logs')
      .summary('say where to look on a host that does not come up');
    logs
      .description('Says where to look on a host: its units in the order of its boot, their logs, what they wait for.')
      .argument('[host]', 'a machine or a pool; all are listed when none is named');
    addAppOptions(logs, { outputs: ['text', 'json'] }).action(
      (name: string | undefined, app: string | undefined, options: Flags) =>
        run((at) => runLogs(name, { ...options, ...(app !== undefined && { app }) }, at)),
    );
  },
};

async function runLogs(name: string | undefined, flags: Flags, at: Host): Promise<ExitCode> {
  const { progress, review, synthesis } = await prepare(flags, at);
  progress.end();
  if (!synthesis.ok) {
    at.err.lines(...findingsText(review, at.cwd), 'There are no hosts while a finding is an error.');
    return ExitCode.findings;
  }
  const all = hostGuides(synthesis.plan);
  const hosts = name === undefined ? all : [choose(all, name)];
  const document: HostLogsDocument = { format_version: FORMAT_VERSION, hosts };
  if (flags.output === 'json') at.out.data(jsonText(document));
  else at.out.lines(...(name === undefined ? hostList(hosts) : hosts.flatMap(hostGuideText)));
  return ExitCode.ok;
}

function choose(all: readonly HostGuide[], name: string): HostGuide {
  const found = all.find(({ host: one }) => one === name);
  if (found !== undefined) return found;
  const near = closest(
    name,
    all.map((one) => one.host),
  );
  throw new UserError(
    `There is no host "${name}".`,
    near === undefined ? '`altostratus host logs` lists them all.' : `Did you mean "${near}"?`,
  );
}
