import { SSH_FUNCTIONS } from './ssh-script';

/**
 * `push.sh boot|keys [HOST…]`, for whoever may log in to the hosts of a site: brings keys, with `boot` everything else before
 * them. Whatever is there already is written again with the same content, so it may be run at any time. Reads `push-hosts`
 * beside it: name and where ssh finds the host, a line each.
 */
export const PUSH_SCRIPT = `#!/bin/bash
# push.sh boot|keys [HOST…]
# boot: runs boot.sh on each host, then brings its keys. keys: brings keys alone, to hosts that boot from their user data.
# AT_ONCE: how many hosts at once, 8 when nothing is said. ALTOSTRATUS_SSH: another ssh command, with its options.
set -euo pipefail
here=$(cd -- "$(dirname -- "\${BASH_SOURCE[0]}")" && pwd)
${SSH_FUNCTIONS}
# Each file arrives whole, under another name, and is then put in its place.
keys() { # NAME TARGET
  say "$1: keys"
  tar -C "$here/../../hosts/$1/secrets" -c . | "\${ssh[@]}" "$2" "if [ \\"\\$(id -u)\\" = 0 ]; then bash -c '$receive'; else sudo -n bash -c '$receive'; fi"
}
# shellcheck disable=SC2016 # it is for the shell over there
receive='set -eu; umask 077; from=$(mktemp -d /root/.altostratus.XXXXXX); trap "rm -rf $from" EXIT; tar -C "$from" -x --no-same-owner
cd "$from"; find . -type f -print0 | while IFS= read -r -d "" file; do
  install -D -m 0600 -T "$file" "/$file.part"; sync "/$file.part"; mv -f -T "/$file.part" "/$file"
done'

push() { # NAME TARGET
  if [ "$step" = boot ]; then give "$1" "$2" || return 1; fi
  if [ -d "$here/../../hosts/$1/secrets" ]; then keys "$1" "$2" || return 1; fi
  say "$1: done"
}

step=\${1:-}
case $step in boot | keys) shift ;; *) refuse 'Say what: boot, or keys for hosts that boot from their user data; then which hosts, all of them when nothing is said.' ;; esac
at_once=\${AT_ONCE:-8}
case $at_once in '' | *[!0-9]* | 0) refuse 'AT_ONCE is a number from 1.' ;; esac
mapfile -t wanted < <(if [ $# -gt 0 ]; then printf '%s\\n' "$@"; else cut -d ' ' -f 1 "$here/push-hosts"; fi)
for name in "\${wanted[@]}"; do
  grep -q "^$name " "$here/push-hosts" || refuse "There is no host $name here; there are: $(cut -d ' ' -f 1 "$here/push-hosts" | tr '\\n' ' ')"
done
compgen -G "$here/../../hosts/*/secrets" >/dev/null || refuse 'There are no keys here: altostratus synth --secrets writes them.'

# One that fails holds nobody up.
failures=$(mktemp)
trap 'rm -f "$failures"' EXIT
for name in "\${wanted[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n || true; done
  { push "$name" "$(awk -v name="$name" '$1 == name { print $2 }' "$here/push-hosts")" || printf '%s\\n' "$name" >>"$failures"; } &
done
wait
if [ -s "$failures" ]; then refuse "Not done: $(sort "$failures" | tr '\\n' ' '). The reasons stand above; run it again for these."; fi
`;
