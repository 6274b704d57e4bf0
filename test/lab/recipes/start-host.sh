#!/bin/bash
# start-host.sh NAME NAMESPACE ARGUMENT...: runs systemd-nspawn in a network and in control groups of its own, so that no kubelet
# sees the pods of another host.
set -euo pipefail
name=$1 namespace=$2
shift 2
for group in /sys/fs/cgroup/*/; do
  own=${group}altolab/$name
  mkdir -p "$own"
  # A group without processors and memory takes no process.
  for setting in cpuset.cpus cpuset.mems; do
    if [ ! -e "$group$setting" ]; then continue; fi
    cat "$group$setting" >"${group}altolab/$setting"
    cat "$group$setting" >"$own/$setting"
  done
  echo $$ >"$own/cgroup.procs"
done
exec nsenter --net="$namespace" systemd-nspawn "$@"
