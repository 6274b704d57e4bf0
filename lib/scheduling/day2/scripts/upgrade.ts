import { programPath } from '../../bootstrap/scripts/script-file';
import { UPGRADE_SETTINGS } from './upgrade-settings';

/**
 * `altostratus-upgrade etcd|control-plane|worker|is-done`, and on hosts of the control plane `check|drain|uncordon NODE…`: one
 * host's part of an upgrade, or of changed settings of the control plane. Each can be cut off and run again.
 */
export const UPGRADE = `#!/bin/bash
# altostratus-upgrade etcd|control-plane|worker|is-done|check|drain|uncordon
set -euo pipefail
umask 077
export LC_ALL=C
set -a
# shellcheck source=/dev/null
. "\${ALTOSTRATUS_SETTINGS:-${UPGRADE_SETTINGS}}"
set +a

say() { printf 'altostratus-upgrade: %s\\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 2
}
must_be() { case " $ROLES " in *" $1 "*) ;; *) refuse "This host is not of the role $1; it has: $ROLES." ;; esac; }
kube() { kubectl --kubeconfig "$ADMIN_KUBECONFIG" --server "$API_URL" "$@"; }

step=\${1:-}
case $step in
etcd | control-plane | worker)
  must_be "$step"
  exec "\${ALTOSTRATUS_PROGRAMS:-${programPath('')}}upgrade-$step"
  ;;
is-done)
  # Whether a worker has what its files say.
  must_be worker
  [ "$(cat -- "$DONE_FILE" 2>/dev/null)" = "$REVISION" ]
  ;;
check)
  must_be control-plane
  shift
  for node; do
    state=$(kube get node "$node" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') || refuse "There is no node $node."
    if [ "$state" != True ]; then refuse "Node $node is not ready."; fi
  done
  ;;
drain)
  must_be control-plane
  if [ $# -ne 2 ]; then refuse 'Say which node.'; fi
  # A node that somebody else keeps empty stays so afterwards.
  if [ "$(kube get node "$2" --output 'jsonpath={.spec.unschedulable}')" != true ]; then
    kube annotate node "$2" --overwrite altostratus.dev/drained=upgrade
  fi
  kube drain "$2" --ignore-daemonsets --delete-emptydir-data --timeout=15m
  ;;
uncordon)
  must_be control-plane
  if [ $# -ne 2 ]; then refuse 'Say which node.'; fi
  if [ -n "$(kube get node "$2" --output 'jsonpath={.metadata.annotations.altostratus\\.dev/drained}')" ]; then
    kube uncordon "$2"
    kube annotate node "$2" altostratus.dev/drained-
  fi
  ;;
*) refuse 'Say what: etcd, control-plane, worker or is-done; check, drain or uncordon with names of nodes.' ;;
esac
`;
