import { InvalidArgumentError } from 'commander';
import { UserError } from '../../core/finding';
import { adminKubeconfig } from '../../output/kubeconfig';
import type { ClusterPlan, Plan } from '../../plan/types';
import type { CommandModule } from '../command';
import { findingsText } from '../findings-text';
import { ExitCode } from '../host';
import type { Host } from '../host';
import { openLocalSecrets } from '../local-secrets';
import { prepare } from '../prepare';
import type { Flags } from '../settings';
import { addAppOptions } from './app-options';

interface KubeconfigFlags {
  readonly cluster?: string;
  readonly user: string;
  readonly days: number;
  readonly server?: string;
}

/** `altostratus kubeconfig`: an administrator's way into a cluster, from the local store of secrets. */
export const kubeconfig: CommandModule = {
  define: (command, run) =>
    addAppOptions(command, { outputs: ['text'] })
      .option('--cluster <id>', 'which cluster; may be left out where there is one')
      .option('--user <name>', 'who it is for: the name in the audit log', 'administrator')
      .option('--days <number>', 'how long it is good for', days, 30)
      .option('--server <url>', 'another way to the API server: https://10.0.0.10:8443')
      .action((app: string | undefined, options: Flags & KubeconfigFlags) =>
        run((host) => runKubeconfig({ ...options, ...(app !== undefined && { app }) }, host)),
      ),
};

async function runKubeconfig(flags: Flags & KubeconfigFlags, host: Host): Promise<ExitCode> {
  const { progress, review, synthesis, settings } = await prepare(flags, host);
  progress.end();
  if (!synthesis.ok) {
    host.err.lines(...findingsText(review, host.cwd), 'There is no cluster while a finding is an error.');
    return ExitCode.findings;
  }
  const { plan } = synthesis;
  const cluster = choose(plan, flags.cluster);
  const { opened } = await openLocalSecrets(settings.project, plan, host);
  const { user, days, server } = flags;
  host.out.data(
    await adminKubeconfig(cluster, {
      secrets: opened.lookup,
      now: host.now,
      user,
      days,
      ...(server !== undefined && { server }),
    }),
  );
  return ExitCode.ok;
}

function choose({ clusters }: Plan, id: string | undefined): ClusterPlan {
  const [only, ...more] = clusters;
  const named = id === undefined ? undefined : clusters.find((cluster) => cluster.id === id);
  if (named !== undefined) return named;
  if (id === undefined && only !== undefined && more.length === 0) return only;
  const known = clusters.map((cluster) => `"${cluster.id}"`).join(', ');
  throw new UserError(
    id === undefined ? 'No cluster is named.' : `There is no cluster "${id}".`,
    known === '' ? 'This platform has no clusters.' : `Say --cluster with one of ${known}.`,
  );
}

function days(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 3650) return value;
  throw new InvalidArgumentError('It must be a whole number of days, from 1 to 3650.');
}
