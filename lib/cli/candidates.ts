import * as path from 'node:path';
import type { Command, Option } from 'commander';
import { appsOf } from './app-file';
import { environmentsOf } from './environments';
import type { Host } from './host';
import { findProject } from './project';
import { DEFAULTS } from './settings';

/**
 * What may stand for the last of these words, which is begun or empty: a command, an option, an environment, a program.
 * @param words what was typed behind `altostratus`
 */
export function candidates(program: Command, words: readonly string[], host: Host): string[] {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  return all(program, before, last, host)
    .filter((word) => word.startsWith(last))
    .sort();
}

function all(program: Command, before: readonly string[], last: string, host: Host): string[] {
  const command = commandOf(program, before);
  const open = command.options.find((option) => takesValue(option) && isNamed(option, before.at(-1)));
  if (open !== undefined) return valuesOf(open, host);
  if (last.startsWith('-')) return command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? []);
  const below = command.commands.map((one) => one.name()).filter((name) => !name.startsWith('_'));
  if (below.length > 0) return below;
  const [argument] = command.registeredArguments;
  return argument?.argChoices ?? (argument?.name() === 'app' ? programs(host) : []);
}

/** The command that the words lead to; values of options and programs are no commands. */
function commandOf(program: Command, words: readonly string[]): Command {
  return words.reduce((at, word) => at.commands.find((one) => one.name() === word) ?? at, program);
}

function isNamed({ short, long }: Option, word: string | undefined): boolean {
  return word !== undefined && (word === short || word === long);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function valuesOf(option: Option, host: Host): string[] {
  if (option.argChoices !== undefined) return option.argChoices;
  if (option.attributeName() !== 'environment') return [];
  const { root, settings } = findProject(host.cwd);
  return environmentsOf(path.resolve(root, settings.config ?? DEFAULTS.config));
}

function programs({ cwd }: Host): string[] {
  const { root } = findProject(cwd);
  return appsOf(root).map((app) => path.relative(cwd, path.join(root, app)));
}
