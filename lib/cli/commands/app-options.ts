import { Option } from 'commander';
import type { Command } from 'commander';

/** The argument and options of all commands that run a program. */
export function addAppOptions(command: Command, { outputs }: { readonly outputs: readonly string[] }): Command {
  return command
    .argument('[app]', 'the program, or the name of one in apps/ (ALTOSTRATUS_APP)')
    .option('-e, --environment <name>', 'which environment; dev when nothing is said (ALTOSTRATUS_ENVIRONMENT)')
    .option(
      '--config <file>',
      'its configuration; stacks/Pulumi.<environment>.yaml when nothing is said (ALTOSTRATUS_CONFIG)',
    )
    .option('--set <key=value>', 'one value over the configuration; may be repeated', collect)
    .option('--ledger <file>', 'what was handed out before (ALTOSTRATUS_LEDGER)')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(outputs).default('text'))
    .addOption(new Option('--today <day>', 'the day to plan for, YYYY-MM-DD').hideHelp());
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
