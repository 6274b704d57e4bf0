#!/bin/bash
# upgrade.sh control-plane|workers
# MAX_UNAVAILABLE: how many workers at once, 1 when nothing is said. ALTOSTRATUS_SSH: another ssh command, with its options.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
at_once=${MAX_UNAVAILABLE:-1}
# A host that loses its power meanwhile says no goodbye: after three questions without an answer it is taken for gone.
read -r -a ssh <<<"${ALTOSTRATUS_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15}"

say() { printf '%s: %s\n' "$(basename -- "$0" .sh)" "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}

# Words are names and options: nothing in them is for a shell.
on() {
  local target=$1
  shift
  "${ssh[@]}" "$target" "if [ \"\$(id -u)\" = 0 ]; then $*; else sudo -n $*; fi" </dev/null
}

# A script on standard input is run over there.
run_on() { # TARGET
  # shellcheck disable=SC2016 # it is for the shell over there
  "${ssh[@]}" "$1" 'if [ "$(id -u)" = 0 ]; then bash -s; else sudo -n bash -s; fi'
}

# What the host gets now: programs are installed by it.
give() { # NAME TARGET
  say "$1: boot.sh"
  run_on "$2" <"$here/../../hosts/$1/boot.sh"
}

hosts() { awk -v role="$1" '$1 == role { print $2, $3 }' "$here/upgrade-hosts"; }
names() { hosts "$1" | cut -d ' ' -f 1; }

# Nobody is upgraded while somebody is away.
check_all() {
  local name target absent=() nodes=()
  while read -r name target <&3; do
    on "$target" true || absent+=("$name")
  done 3< <(awk '!seen[$2]++ { print $2, $3 }' "$here/upgrade-hosts")
  if [ "${#absent[@]}" -gt 0 ]; then refuse "These hosts do not answer: ${absent[*]}. Nothing was done."; fi
  mapfile -t nodes < <(names control-plane; names worker)
  on "$master" altostratus-upgrade check "${nodes[@]}" || refuse 'Not all nodes are well.'
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

case ${1:-} in
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
