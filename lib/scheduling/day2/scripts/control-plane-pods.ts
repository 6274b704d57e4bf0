import { waitUntil } from '../../bootstrap/scripts/wait-until';

/**
 * `control-plane-pods stop|start|restart`: the static pods of the control plane on this host, in the only ways that kubelet
 * offers: a manifest that is gone ends its pod, one whose content is another one replaces it
 * (pkg/kubelet/config/common.go: the pod's UID is the hash of its content). Each can be cut off and done again.
 *
 * Programs are looked for by name among the host's processes: there is no crictl, and containerd's own client knows no pods.
 */
export const CONTROL_PLANE_PODS = `#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

manifests=/etc/kubernetes/manifests
stopped=/etc/kubernetes/stopped-manifests
names=(kube-apiserver kube-controller-manager kube-scheduler)

say() { printf '%s\\n' "$*" >&2; }

# The kernel keeps 15 characters of a name.
process() { pgrep -o -x -- "\${1:0:15}"; }

${waitUntil(1)}

gone() { ! process "$1" >/dev/null; }
replaced() {
  local now
  now=$(process "$1") && [ "$now" != "$2" ]
}
ready() {
  curl --silent --fail --noproxy '*' --max-time 3 --cacert /etc/kubernetes/pki/ca.crt --output /dev/null https://127.0.0.1:6443/readyz
}

stop() {
  local name
  mkdir -p -- "$stopped"
  for name in "\${names[@]}"; do
    if [ -e "$manifests/$name.yaml" ]; then mv -f -- "$manifests/$name.yaml" "$stopped/$name.yaml"; fi
  done
  for name in "\${names[@]}"; do wait_until "for $name to end" gone "$name"; done
}

start() {
  local name
  for name in "\${names[@]}"; do
    if [ -e "$stopped/$name.yaml" ]; then mv -f -- "$stopped/$name.yaml" "$manifests/$name.yaml"; fi
  done
  if [ -e "$manifests/kube-apiserver.yaml" ]; then wait_until 'for the API server' ready; fi
  systemctl start altostratus-keep.service
}

# An annotation changes the content and nothing else. kubelet reads every file in the folder, so the new one is made elsewhere.
annotate() {
  local file=$manifests/$1.yaml new=/etc/kubernetes/.$1.yaml line
  line="    altostratus.dev/restarted: \\"$(date -u +%FT%T.%NZ)\\""
  if grep -q '^  annotations:$' "$file"; then
    sed -e '\\|^    altostratus.dev/restarted:|d' -e "s|^  annotations:\\$|&\\n$line|" "$file" >"$new"
  else
    sed -e "s|^metadata:\\$|&\\n  annotations:\\n$line|" "$file" >"$new"
  fi
  mv -f -- "$new" "$file"
}

restart() {
  local name before
  for name in "\${names[@]}"; do
    if [ ! -e "$manifests/$name.yaml" ]; then continue; fi
    say "Restarts $name."
    before=$(process "$name") || before=none
    annotate "$name"
    wait_until "for another $name" replaced "$name" "$before"
    wait_until 'for the API server' ready
  done
  systemctl start altostratus-keep.service
}

case \${1:-} in
stop | start | restart) "$1" ;;
*)
  say 'control-plane-pods stop|start|restart'
  exit 2
  ;;
esac
`;
