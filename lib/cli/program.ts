import { Command, CommanderError } from 'commander';
import type { CommandModule } from './command';
import { check } from './commands/check';
import { ANSWER, answer, completion } from './commands/completion';
import { hostCommand } from './commands/host';
import { kubeconfig } from './commands/kubeconfig';
import { ledger } from './commands/ledger';
import { plan } from './commands/plan';
import { synth } from './commands/synth';
import { tellFault } from './fault-text';
import { ExitCode } from './host';
import type { Host } from './host';
import { ownPackage } from './own-package';
import { Terminal, wantsColor } from './terminal';
import type { TextStream } from './terminal';

/** The process, as far as the command line needs it. */
export interface Process {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly now: Date;
}

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly module: CommandModule;
  readonly hidden?: boolean;
}

const COMMANDS: readonly Entry[] = [
  { name: 'synth', summary: "write the platform's files", module: synth },
  { name: 'check', summary: 'say what is wrong with the platform; write nothing', module: check },
  { name: 'plan', summary: 'show what the platform consists of; write nothing', module: plan },
  { name: 'host', summary: 'help with hosts', module: hostCommand },
  { name: 'kubeconfig', summary: "print an administrator's way into a cluster", module: kubeconfig },
  { name: 'ledger', summary: 'look after what was handed out', module: ledger },
  { name: 'completion', summary: 'print a script that completes commands in a shell', module: completion },
  { name: ANSWER, summary: 'answer that script', module: answer, hidden: true },
];

const EXAMPLES = `
Examples:
  altostratus synth                               write the files of dev to dist/
  altostratus check --environment prod            say what is wrong with prod
  altostratus plan apps/platform.ts -o json       print the plan as JSON

Exit codes:
  0  done; no finding is an error
  1  a finding is an error, or a frozen ledger would change; nothing was written
  2  the command line, the program, a file or the disk is at fault
  70 altostratus itself is at fault`;

/** Runs a command line, without the first two words of `process.argv`; gives what the process is to end with. */
export async function main(args: readonly string[], process: Process): Promise<number> {
  const host = hostOf(args, process);
  let code: number = ExitCode.ok;
  const program = buildProgram(process, async (action) => {
    code = await action(host);
  });
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    return tellFault(error, host);
  }
}

/** The command line; exported for its documentation and completion. */
export function buildProgram(process: Process, run: Parameters<CommandModule['define']>[1]): Command {
  const program = new Command('altostratus')
    .description("A company's whole container platform from one program: checks it, plans it, writes its files.")
    .version(ownPackage().version)
    .option('--color', 'use colors; else where it is a terminal and NO_COLOR is not set')
    .option('--no-color', 'use no colors')
    .addHelpText('after', EXAMPLES)
    .helpCommand(false)
    .showHelpAfterError('Run it with --help to see what there is.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void process.stdout.write(text),
      writeErr: (text) => void process.stderr.write(text),
    });
  for (const { name, summary, module, hidden = false } of COMMANDS) {
    const command = program
      .command(name, { hidden })
      .summary(summary)
      .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
    module.define(command, run);
  }
  return program;
}

function hostOf(args: readonly string[], { cwd, env, stdout, stderr, now }: Process): Host {
  const flag = args.includes('--no-color') ? false : args.includes('--color') ? true : undefined;
  return {
    cwd,
    env,
    now,
    out: new Terminal(stdout, wantsColor(flag, env, stdout)),
    err: new Terminal(stderr, wantsColor(flag, env, stderr)),
  };
}
