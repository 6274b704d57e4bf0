import { REVISION_ANNOTATION } from '../revision';

/**
 * Joins a worker. It fails until the API server answers and knows the token; its unit tries again for ever.
 *
 * What its kubelet reads comes from the cluster, not from files of the host. So it is noted that the host has what its files
 * say only where the cluster said the same before and after; where nobody could say, the next upgrade includes this host.
 *
 * Settings: JOIN_CONFIG, JOIN_KUBECONFIG, API_URL, AUTHORITY, CLIENT_CERTIFICATE, VERSION, REVISION, DONE_FILE.
 */
export const JOIN_CLUSTER = `#!/bin/bash
set -euo pipefail
umask 077

if [ -e /etc/kubernetes/kubelet.conf ]; then exit 0; fi

# The revision of what kubelets get now; one line a field, whatever the spaces.
offered() {
  curl --silent --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" "$@" "$API_URL/api/v1/namespaces/kube-system/configmaps/kubelet-config" |
    tr -d ' \\n' | sed 's/[,{}]/\\n/g' | sed -n 's|^"${REVISION_ANNOTATION}":"\\([0-9a-f]*\\)"$|\\1|p'
}
# On no command line, where everybody on the host could read it.
token() { sed -n "s/^ *token: *[\\"']\\{0,1\\}\\([a-z0-9.]*\\).*/header = \\"Authorization: Bearer \\1\\"/p" "$JOIN_KUBECONFIG"; }

# kubeadm refuses to start where an earlier run was cut off.
systemctl stop kubelet.service
rm -f /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/pki/ca.crt "$DONE_FILE"
before=$(offered --config <(token)) || before=
kubeadm join --config "$JOIN_CONFIG"

# Nobody else reads them, whoever wrote them (CIS 1.1, 4.1).
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service

after=$(offered --cert "$CLIENT_CERTIFICATE") || after=
if [ "$before" = "$REVISION" ] && [ "$after" = "$REVISION" ] && [ "$(kubelet --version)" = "Kubernetes v$VERSION" ]; then
  mkdir -p "$(dirname "$DONE_FILE")"
  printf '%s\\n' "$REVISION" >"$DONE_FILE"
else
  printf 'The cluster has other settings than the files of this host, or did not say: the next upgrade includes this host.\\n' >&2
fi
`;
