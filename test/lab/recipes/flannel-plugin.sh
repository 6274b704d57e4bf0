#!/bin/bash
# Stands in for flannel's CNI plugin, which no Go module has: reads the subnet that flanneld has written and delegates to the
# bridge plugin, as the real one does. Needs nothing of the host but bash.
set -euo pipefail

input=$(cat)
# shellcheck source=/dev/null
. /run/flannel/subnet.env

field() { [[ $input =~ \"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] && printf '%s' "${BASH_REMATCH[1]}"; }

printf '{"cniVersion":"%s","name":"%s","type":"bridge","bridge":"cni0","isDefaultGateway":true,"hairpinMode":true,"ipMasq":false,"mtu":%s,"ipam":{"type":"host-local","subnet":"%s","routes":[{"dst":"%s"}]}}' \
  "$(field cniVersion)" "$(field name)" "$FLANNEL_MTU" "${FLANNEL_SUBNET%.*}.0/${FLANNEL_SUBNET#*/}" "$FLANNEL_NETWORK" |
  "${CNI_PATH%%:*}/bridge"
