import { REVISION_ANNOTATION } from '../revision';

/**
 * Joins a worker. It waits until an API server answers, knows the token, and is not of an older minor version than the kubelet of
 * this host: a host that is made between `synth` and the upgrade of the control plane is too new
 * (https://kubernetes.io/releases/version-skew-policy/#kubelet), and kubeadm does not look. Where the hosts of a control plane
 * are between two versions, the answer is that of any one of them. When the join itself fails its unit tries again for ever.
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

said=' '
wait_for() { # KIND WHAT
  if [[ $said != *" $1 "* ]]; then
    printf 'Waiting: %s\\n' "$2" >&2
    said+="$1 "
  fi
  sleep 1
}

# The revision of what kubelets get now; one line a field, whatever the spaces.
offered() {
  curl --silent --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" "$@" "$API_URL/api/v1/namespaces/kube-system/configmaps/kubelet-config" |
    tr -d ' \\n' | sed 's/[,{}]/\\n/g' | sed -n 's|^"${REVISION_ANNOTATION}":"\\([0-9a-f]*\\)"$|\\1|p'
}
# On no command line, where everybody on the host could read it.
token() { sed -n "s/^ *token: *[\\"']\\{0,1\\}\\([a-z0-9.]*\\).*/header = \\"Authorization: Bearer \\1\\"/p" "$JOIN_KUBECONFIG"; }
# Everybody whom it knows may read it: system:public-info-viewer.
version() {
  curl --silent --show-error --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" --config <(token) "$API_URL/version" 2>&1
}
minor() { cut -d . -f 2 <<<"$1"; }

# kubeadm refuses to start where an earlier run was cut off.
systemctl stop kubelet.service
rm -f /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/pki/ca.crt "$DONE_FILE"

own=$(kubelet --version)
own=\${own#*v}
while :; do
  if ! answer=$(version); then
    case $answer in
    *' error: 401'*)
      if [ -n "$(token | grep 'Bearer [a-z0-9]')" ]; then
        wait_for token 'for the cluster to know the token of this host'
      else
        wait_for none "for a token in $JOIN_KUBECONFIG: it is taken away when a host has joined, so deliver that file again"
      fi
      ;;
    *) wait_for answer "for an answer of $API_URL ($answer)" ;;
    esac
    continue
  fi
  running=$(tr -d ' \\n' <<<"$answer" | sed 's/[,{}]/\\n/g' | sed -n 's/^"gitVersion":"v\\([0-9]*\\.[0-9]*\\.[^"]*\\)"$/\\1/p')
  if [ -z "$running" ]; then
    wait_for version "for $API_URL to say which version it has"
  elif [ "$(minor "$own")" -gt "$(minor "$running")" ]; then
    wait_for upgrade "for the upgrade of the control plane: it has $running, and this host already $own"
  else
    break
  fi
done

before=$(offered --config <(token)) || before=
kubeadm join --config "$JOIN_CONFIG"

# Nobody else reads them, whoever wrote them (CIS 1.1, 4.1).
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service

# It is in, and all that it needs for that is on the disk: with the token, others could ask for certificates of any node. The file
# stays, because what is delivered is waited for at every boot. Whoever delivers it again brings it back.
sed 's/^\\( *token:\\).*/\\1 ""/' "$JOIN_KUBECONFIG" >"$JOIN_KUBECONFIG.part"
sync "$JOIN_KUBECONFIG.part"
mv "$JOIN_KUBECONFIG.part" "$JOIN_KUBECONFIG"
systemctl start altostratus-keep.service

after=$(offered --cert "$CLIENT_CERTIFICATE") || after=
if [ "$before" = "$REVISION" ] && [ "$after" = "$REVISION" ] && [ "$(kubelet --version)" = "Kubernetes v$VERSION" ]; then
  mkdir -p "$(dirname "$DONE_FILE")"
  printf '%s\\n' "$REVISION" >"$DONE_FILE"
else
  printf 'The cluster has other settings than the files of this host, or did not say: the next upgrade includes this host.\\n' >&2
fi
`;
