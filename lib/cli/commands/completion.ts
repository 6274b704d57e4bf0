import { Argument } from 'commander';
import { candidates } from '../candidates';
import type { CommandModule } from '../command';
import { ExitCode } from '../host';

/** The command that the scripts ask; its answer is one candidate per line. */
export const ANSWER = '__complete';

/** What each shell runs. Answers are never evaluated by the shell: they may be names of files. */
const SCRIPTS = {
  bash: `_altostratus() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(altostratus ${ANSWER} -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _altostratus altostratus
`,
  zsh: `#compdef altostratus
_altostratus() {
  local -a found
  found=("\${(@f)$(altostratus ${ANSWER} -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found[1]" ]]; then compadd -a found; else _files; fi
}
compdef _altostratus altostratus
`,
  fish: `complete -c altostratus -a '(altostratus ${ANSWER} -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
} as const;

type Shell = keyof typeof SCRIPTS;

/** `altostratus completion bash`: a script to be sourced. */
export const completion: CommandModule = {
  define: (command, run) =>
    command
      .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
      .addHelpText(
        'after',
        '\nLoad it:\n  source <(altostratus completion bash)\n  source <(altostratus completion zsh)\n  altostratus completion fish | source',
      )
      .action((shell: Shell) =>
        run((host) => {
          host.out.data(SCRIPTS[shell]);
          return Promise.resolve(ExitCode.ok);
        }),
      ),
};

/** `altostratus __complete -- synth --env`: answers the scripts. */
export const answer: CommandModule = {
  define: (command, run) =>
    command.argument('[words...]').action((words: readonly string[]) =>
      run((host) => {
        const { parent } = command;
        if (parent !== null) host.out.lines(...candidates(parent, words, host));
        return Promise.resolve(ExitCode.ok);
      }),
    ),
};
