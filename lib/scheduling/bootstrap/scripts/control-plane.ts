import { Paths } from '../paths';
import { REVISION_ANNOTATION, REVISION_LINES } from '../revision';
import { waitUntil } from './wait-until';

/**
 * Makes a host part of the control plane: what concerns the host alone at once, what concerns the cluster by one host at a
 * time. Every host does the same; each step can be done again after it was cut off anywhere.
 *
 * A host that is rebuilt from boot data of before an upgrade stops before it starts anything: an API server older than the
 * others would serve what they have written anew.
 *
 * At the end it is noted which revision of the settings the host has, if the cluster has the same: then an upgrade has nothing
 * to do here. A host that came with others than the cluster has, newer or older, is left to the next upgrade.
 *
 * Settings: PKI, KUBEADM_CONFIG, CERTIFICATES_CONFIG, API_URL, ETCD_ENDPOINTS, LOCK, MARKER, VERSION, VERSION_KEY,
 * CONFIGURATION_KEY, CLUSTER_PROGRAM, READY_FILE, DONE_FILE, and those of etcdctl.
 */
export const CONTROL_PLANE = `#!/bin/bash
set -euo pipefail
umask 077

if [ -e "$READY_FILE" ]; then exit 0; fi

# From the file itself that everything is made from: settings may be newer or older than it for a moment.
revision() { sed -n 's/^${REVISION_LINES.controlPlane}//p' "$KUBEADM_CONFIG"; }
revision=$(revision)
rm -f "$DONE_FILE"

# What an earlier run left half written is made anew. The keys that were given stay.
rm -f /etc/kubernetes/{admin,super-admin,kubelet,controller-manager,scheduler}.conf
rm -f "$PKI"/{apiserver,apiserver-kubelet-client,front-proxy-client,apiserver-etcd-client}.{crt,key}

say() { printf '%s\\n' "$*" >&2; }
${waitUntil(1)}

etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=5s "$@"; }
phase() { kubeadm init phase "$@" --config "$KUBEADM_CONFIG"; }

kubeadm init phase certs apiserver-etcd-client --config "$CERTIFICATES_CONFIG"
phase certs all
phase kubeconfig all

# An API server that finds no quorum of etcd dies, and kubelet waits longer each time before it starts it again.
quorum() { etcd get "$MARKER" >/dev/null 2>&1; }
wait_until "for a quorum of etcd at $ETCD_ENDPOINTS" quorum

running=$(etcd get --print-value-only "$VERSION_KEY")
newest=$(printf '%s\\n' "$VERSION" "$running" | sort -V | tail -n 1)
if [ -n "$running" ] && { [ "$newest" != "$VERSION" ] || [ "\${running%.*}" != "\${VERSION%.*}" ]; }; then
  say "The cluster runs Kubernetes $running, the files of this host are of $VERSION. Run synth with version: '$running' in the program, and boot this host from what it writes. If the program had a newer version, raise it again after that, and upgrade."
  exit 1
fi

phase control-plane all
phase kubelet-start
ready() { curl --silent --fail --noproxy '*' --max-time 3 --cacert "$PKI/ca.crt" --output /dev/null "$API_URL/readyz"; }
wait_until 'for the API server of this host' ready

# The exit code of \`lock\` says nothing for certain; the marker does.
initialized() { [ -n "$(etcd get --print-value-only "$MARKER" 2>/dev/null)" ]; }
if ! initialized; then say "Waiting: for the lock $LOCK, under which one host initializes the cluster"; fi
until initialized; do
  etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=30 "$LOCK" "$CLUSTER_PROGRAM" || true
  if ! initialized; then sleep 2; fi
done

wait_until 'for the node of this host, which its kubelet registers' phase mark-control-plane
client() { [ -e /var/lib/kubelet/pki/kubelet-client-current.pem ]; }
wait_until 'for the certificate of kubelet' client
phase kubelet-finalize all

# Nobody needs the way around all authorization any more.
rm -f /etc/kubernetes/super-admin.conf
# Nobody else reads them, whoever wrote them (CIS 1.1, 4.1).
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service
mkdir -p "$(dirname "$READY_FILE")" "$(dirname "$DONE_FILE")"

configuration() { configuration=$(etcd get --print-value-only "$CONFIGURATION_KEY"); }
wait_until "for a quorum of etcd at $ETCD_ENDPOINTS" configuration
if [ -n "$revision" ] && [ "$configuration" = "$revision" ] && [ "$(revision)" = "$revision" ] &&
  grep -qxF "kubernetesVersion: $(kubelet --version | cut -d ' ' -f 2)" "$KUBEADM_CONFIG"; then
  printf '%s\\n' "$revision" >"$DONE_FILE"
else
  say 'The cluster has other settings than this host was made with: the next upgrade includes this host.'
fi
touch "$READY_FILE"
`;

/**
 * What concerns the cluster, run under the lock. The lock does not stop it when it is lost (etcdctl/ctlv3/command/
 * lock_command.go), so all of it may happen twice, with the same effect; the marker is written only by who still holds the lock.
 *
 * Settings: those of the control plane, TOKEN_CONFIG, ADMIN_KUBECONFIG, and ETCD_LOCK_KEY of etcdctl.
 */
export const INITIALIZE_CLUSTER = `#!/bin/bash
set -euo pipefail

etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s "$@"; }

if [ -n "$(etcd get --print-value-only "$MARKER")" ]; then exit 0; fi

# What was uploaded is known by two lines of the file itself.
revisions() { grep '^# revision of ' "$KUBEADM_CONFIG" || true; }
revisions=$(revisions)
kubeadm init phase upload-config all --config "$KUBEADM_CONFIG"
if [ "$(revisions)" != "$revisions" ]; then
  printf 'The settings changed meanwhile: they are uploaded once more.\\n' >&2
  exit 1
fi
of() { sed -n "s/^$1//p" <<<"$revisions"; }

# Before workers know a token: who joins sees of which revision it is what it gets.
kubectl --kubeconfig "$ADMIN_KUBECONFIG" --server "$API_URL" --cache-dir ${Paths.runtime}/kubectl \\
  annotate configmap kubelet-config --namespace kube-system --overwrite "${REVISION_ANNOTATION}=$(of '${REVISION_LINES.nodes}')"
kubeadm init phase bootstrap-token --config "$TOKEN_CONFIG" --skip-token-print

etcd txn <<END
version("$ETCD_LOCK_KEY") > "0"
version("$MARKER") = "0"

put "$MARKER" "$(hostname) $(date -u +%FT%TZ)"
put "$VERSION_KEY" "$VERSION"
put "$CONFIGURATION_KEY" "$(of '${REVISION_LINES.controlPlane}')"


END
`;
