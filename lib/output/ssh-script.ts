/** Beginning of every script that works on hosts over SSH, beside `set` and `here`: what all of them do the same way. */
export const SSH_FUNCTIONS = `# A host that loses its power meanwhile says no goodbye: after three questions without an answer it is taken for gone.
read -r -a ssh <<<"\${ALTOSTRATUS_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15}"

say() { printf '%s: %s\\n' "$(basename -- "$0" .sh)" "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}

# Words are names and options: nothing in them is for a shell.
on() {
  local target=$1
  shift
  "\${ssh[@]}" "$target" "if [ \\"\\$(id -u)\\" = 0 ]; then $*; else sudo -n $*; fi" </dev/null
}

# A script on standard input is run over there.
run_on() { # TARGET
  # shellcheck disable=SC2016 # it is for the shell over there
  "\${ssh[@]}" "$1" 'if [ "$(id -u)" = 0 ]; then bash -s; else sudo -n bash -s; fi'
}

# What the host gets now: programs are installed by it.
give() { # NAME TARGET
  say "$1: boot.sh"
  run_on "$2" <"$here/../../hosts/$1/boot.sh"
}
`;

/** As ssh takes it; whose site names no user, and no port, leaves them to ssh's own settings. */
export function sshTarget(settings: Readonly<Record<string, unknown>>, address: string): string {
  const user = typeof settings['user'] === 'string' ? `${encodeURIComponent(settings['user'])}@` : '';
  const port = typeof settings['port'] === 'number' ? `:${settings['port']}` : '';
  return `ssh://${user}${address}${port}`;
}
