import { REVISION_ANNOTATION } from '../../bootstrap/revision';
import { waitUntil } from '../../bootstrap/scripts/wait-until';

/**
 * Brings this host of the control plane to the version and the settings that its files say, under the lock of the cluster. It is
 * done when the host and the cluster say so: what the cluster says goes back when a snapshot of before is restored.
 *
 * Settings: REVISION, DONE_FILE, CONFIGURATION_KEY, ETCD_ENDPOINTS, LOCK, LOCKED_NODE_PROGRAM, and those of etcdctl.
 */
export const UPGRADE_CONTROL_PLANE = `#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade control-plane: %s\\n' "$*" >&2; }
configuration() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s get --print-value-only "$CONFIGURATION_KEY"; }
is_done() { [ "$(cat -- "$DONE_FILE" 2>/dev/null)" = "$REVISION" ] && [ "$(configuration)" = "$REVISION" ]; }

if is_done; then
  say 'This host has what its files say already.'
  exit 0
fi
# The exit code of \`lock\` says nothing for certain; the file does.
etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$LOCKED_NODE_PROGRAM" || true
if ! is_done; then
  say 'Not upgraded; the reason stands above. Run it again when that is put right.'
  exit 1
fi
say 'Done.'
`;

/**
 * Upgrades one host of the control plane, run under the lock. Every step may happen twice. Whoever comes first writes the
 * cluster's settings and upgrades the cluster (\`kubeadm upgrade apply\`), the others follow (\`kubeadm upgrade node\`); who was
 * first is known by a key in etcd that is written, while the lock is held, when that is done.
 *
 * Settings: those of upgrade-control-plane, NODES_REVISION, NODE, CONTROL_PLANE_NODES (names), TARGET (version), KUBEADM_CONFIG,
 * IGNORED_CHECKS, API_URL, ADMIN_KUBECONFIG, CONFIGURATION_KEY, VERSION_KEY, BEGUN_FILE, CORDONED_FILE, and ETCD_LOCK_KEY of etcdctl.
 */
export const UPGRADE_CONTROL_PLANE_NODE = `#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf 'altostratus-upgrade control-plane: %s\\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}
kube() { kubectl --kubeconfig "$ADMIN_KUBECONFIG" --server "$API_URL" "$@"; }
etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s "$@"; }
minor() { cut -d . -f 2 <<<"$1"; }
ready() { [ "$(kube get --raw /readyz 2>/dev/null)" = ok ]; }

${waitUntil(2)}

# An earlier run may have been cut off while its own node was being changed; then that node is excused.
begun=''
if [ "$(cat -- "$BEGUN_FILE" 2>/dev/null)" = "$REVISION" ]; then begun=1; fi

etcd endpoint health >&2 || refuse 'Not all members of etcd are well.'
if [ -n "$begun" ]; then wait_until 'for the API server' ready; fi
states=$(kube get nodes --output 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}') ||
  refuse 'The API server of this host does not answer.'
while read -r name state; do
  if [ "$state" = True ]; then continue; fi
  if [ -n "$begun" ] && [ "$name" = "$NODE" ]; then continue; fi
  refuse "Node $name is not ready."
done <<<"$states"
for name in $CONTROL_PLANE_NODES; do
  grep -q "^$name " <<<"$states" || refuse "Node $name of the control plane is absent."
done

# What is installed, and how far it is from what runs.
if [ "$(kubeadm version --output short)" != "v$TARGET" ] || [ "$(kubelet --version)" != "Kubernetes v$TARGET" ]; then
  refuse "kubeadm and kubelet of $TARGET are not installed: run boot.sh of this host first."
fi
running=$(kube get --raw /version | sed -n 's/.*"gitVersion": *"v\\([^"]*\\)".*/\\1/p')
if [ -z "$running" ]; then refuse 'The API server does not tell its version.'; fi
if [ "$(minor "$TARGET")" -lt "$(minor "$running")" ]; then refuse "From $running there is no way back to $TARGET."; fi
if [ "$(minor "$TARGET")" -gt $(($(minor "$running") + 1)) ]; then refuse "From $running to $TARGET skips a minor version."; fi
known=$(etcd get --print-value-only "$VERSION_KEY")
if [ -n "$known" ] && [ "$(minor "$TARGET")" -lt "$(minor "$known")" ]; then
  refuse "The cluster was upgraded to $known, and the files of this host are of $TARGET: run the boot.sh that belongs to $known first."
fi

printf '%s\\n' "$REVISION" >"$BEGUN_FILE"
if [ "$(etcd get --print-value-only "$CONFIGURATION_KEY")" = "$REVISION" ]; then
  say "Upgrades this host to $TARGET."
  kubeadm upgrade node --ignore-preflight-errors="$IGNORED_CHECKS" >&2
else
  say "Upgrades the cluster from $running to $TARGET, beginning here."
  kubeadm init phase upload-config all --config "$KUBEADM_CONFIG" >&2
  kubeadm upgrade apply "v$TARGET" --yes --ignore-preflight-errors="$IGNORED_CHECKS" >&2
  # For workers that join from now on. Both commands before have removed what stood there.
  kube annotate configmap kubelet-config --namespace kube-system --overwrite "${REVISION_ANNOTATION}=$NODES_REVISION" >&2
  etcd txn >/dev/null <<END
version("$ETCD_LOCK_KEY") > "0"

put "$CONFIGURATION_KEY" "$REVISION"
put "$VERSION_KEY" "$TARGET"


END
  if [ "$(etcd get --print-value-only "$CONFIGURATION_KEY")" != "$REVISION" ]; then refuse 'The lock was lost.'; fi
fi
# Nobody else reads them, whoever wrote them (CIS 1.1, 4.1).
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
wait_until 'for the API server' ready
# What works now is what a power cut must not tear.
systemctl start altostratus-keep.service

# kubelet last, on an empty node. A node that somebody else keeps empty stays so.
if [ "$(kube get node "$NODE" --output 'jsonpath={.spec.unschedulable}')" != true ]; then touch -- "$CORDONED_FILE"; fi
say 'Drains the node.'
kube drain "$NODE" --ignore-daemonsets --delete-emptydir-data --timeout=15m >&2
say 'Restarts kubelet.'
systemctl restart kubelet.service
fresh() {
  [ "$(kube get node "$NODE" --output 'jsonpath={.status.nodeInfo.kubeletVersion} {.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)" = "v$TARGET True" ]
}
wait_until 'for the node to be ready' fresh
if [ -e "$CORDONED_FILE" ]; then
  kube uncordon "$NODE" >&2
  rm -f -- "$CORDONED_FILE"
fi
printf '%s\\n' "$REVISION" >"$DONE_FILE"
rm -f -- "$BEGUN_FILE"
`;
