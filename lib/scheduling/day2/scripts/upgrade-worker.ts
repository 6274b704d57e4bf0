/**
 * Brings a worker to the version that its files say, when its node was drained: it asks the API server as kubelet does, which
 * may look at its own node and nothing else.
 *
 * Settings: NODE (empty where the host's own name is the node's), TARGET (version), REVISION, DONE_FILE, API_URL, AUTHORITY,
 * CLIENT_CERTIFICATE, IGNORED_CHECKS.
 */
export const UPGRADE_WORKER = `#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf 'altostratus-upgrade worker: %s\\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}
minor() { cut -d . -f 2 <<<"$1"; }
# One line a field, whatever the spaces.
ask() {
  curl --silent --show-error --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" --cert "$CLIENT_CERTIFICATE" "$API_URL$1" |
    tr -d ' \\n' | sed 's/[,{}]/\\n/g'
}

if [ "$(cat -- "$DONE_FILE" 2>/dev/null)" = "$REVISION" ]; then
  say 'This host has what its files say already.'
  exit 0
fi
node=\${NODE:-$(hostname)}
if [ "$(kubeadm version --output short)" != "v$TARGET" ] || [ "$(kubelet --version)" != "Kubernetes v$TARGET" ]; then
  refuse "kubeadm and kubelet of $TARGET are not installed: run boot.sh of this host first."
fi
running=$(ask /version | sed -n 's/^"gitVersion":"v\\([^"]*\\)"$/\\1/p')
if [ -z "$running" ]; then refuse 'The API server does not answer.'; fi
if [ "$(minor "$TARGET")" -gt "$(minor "$running")" ]; then refuse "The control plane has $running: upgrade it first."; fi
if ! ask "/api/v1/nodes/$node" | grep -qx '"unschedulable":true'; then
  refuse "Node $node takes pods: drain it first, on a host of the control plane: altostratus-upgrade drain $node"
fi

say "Upgrades this host to $TARGET."
kubeadm upgrade node --ignore-preflight-errors="$IGNORED_CHECKS" >&2
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service
systemctl restart kubelet.service
fresh() { ask "/api/v1/nodes/$node" 2>/dev/null | grep -qx "\\"kubeletVersion\\":\\"v$TARGET\\""; }
if ! fresh; then
  say 'Waiting: for the node to tell its version'
  until fresh; do sleep 2; done
fi
mkdir -p -- "$(dirname "$DONE_FILE")"
printf '%s\\n' "$REVISION" >"$DONE_FILE"
say "Done. Now: altostratus-upgrade uncordon $node"
`;
