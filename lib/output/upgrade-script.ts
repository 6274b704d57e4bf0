import { SSH_FUNCTIONS } from './ssh-script';

/**
 * `upgrade.sh control-plane|workers`, for whoever may log in to the hosts: takes them in order, each with the program that is
 * on it. What is done already is skipped, so it is run again after it was cut off. Reads `upgrade-hosts` beside it: role, name
 * and where ssh finds the host, a line each.
 */
export const UPGRADE_SCRIPT = `#!/bin/bash
# upgrade.sh control-plane|workers
# MAX_UNAVAILABLE: how many workers at once, 1 when nothing is said. ALTOSTRATUS_SSH: another ssh command, with its options.
set -euo pipefail
here=$(cd -- "$(dirname -- "\${BASH_SOURCE[0]}")" && pwd)
at_once=\${MAX_UNAVAILABLE:-1}
${SSH_FUNCTIONS}
hosts() { awk -v role="$1" '$1 == role { print $2, $3 }' "$here/upgrade-hosts"; }
names() { hosts "$1" | cut -d ' ' -f 1; }

# Nobody is upgraded while somebody is away.
check_all() {
  local name target absent=() nodes=()
  while read -r name target <&3; do
    on "$target" true || absent+=("$name")
  done 3< <(awk '!seen[$2]++ { print $2, $3 }' "$here/upgrade-hosts")
  if [ "\${#absent[@]}" -gt 0 ]; then refuse "These hosts do not answer: \${absent[*]}. Nothing was done."; fi
  mapfile -t nodes < <(names control-plane; names worker)
  on "$master" altostratus-upgrade check "\${nodes[@]}" || refuse 'Not all nodes are well.'
}

upgrade_in_order() {
  local name target
  while read -r name target <&3; do
    give "$name" "$target"
    say "$name: $1"
    on "$target" altostratus-upgrade "$1"
  done 3< <(hosts "$1")
}

upgrade_worker() {
  give "$1" "$2"
  if ! on "$2" altostratus-upgrade is-done; then
    on "$master" altostratus-upgrade drain "$1"
    on "$2" altostratus-upgrade worker
  fi
  on "$master" altostratus-upgrade uncordon "$1"
}

upgrade_workers() {
  local name target running=0 failed=0
  while read -r name target <&3; do
    upgrade_worker "$name" "$target" &
    running=$((running + 1))
    if [ "$running" -ge "$at_once" ]; then
      wait -n || failed=1
      running=$((running - 1))
    fi
    if [ "$failed" = 1 ]; then break; fi
  done 3< <(hosts worker)
  for (( ; running > 0; running--)); do wait -n || failed=1; done
  if [ "$failed" = 1 ]; then refuse 'A worker was not upgraded: the others wait. Run it again when that is put right.'; fi
}

case \${1:-} in
control-plane | workers) ;;
*) refuse 'Say what: control-plane, and after the objects of the cluster were applied: workers.' ;;
esac
case $at_once in '' | *[!0-9]* | 0) refuse 'MAX_UNAVAILABLE is a number from 1.' ;; esac
read -r _ master < <(hosts control-plane)
check_all
if [ "$1" = control-plane ]; then
  upgrade_in_order etcd
  upgrade_in_order control-plane
  say 'Done. Now apply the objects of the cluster (README.txt), then: upgrade.sh workers'
else
  upgrade_workers
  say 'Done.'
fi
`;
