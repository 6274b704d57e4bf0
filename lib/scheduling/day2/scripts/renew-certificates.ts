/**
 * Renews the certificates of this host that end soon, from the authorities that are here. etcd reads its own anew at each
 * handshake (client/pkg/transport/listener.go), so it goes on; the control plane is restarted, one host of the cluster at a
 * time. kubelets see to their own certificates.
 *
 * Settings: PKI, CERTIFICATES_CONFIG, RENEW_DAYS, CERTIFICATES (`name=file` without ending, separated by spaces), KUBECONFIGS
 * (names), KUBECONFIG_FOLDER, RESTART_PROGRAM and RESTART_FILE (empty where nothing is to be restarted), ETCD_ENDPOINTS, LOCK,
 * and those of etcdctl.
 */
export const RENEW_CERTIFICATES = `#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf '%s\\n' "$*" >&2; }

# Also where it is damaged; those that are not there are not this program's to make.
ends_soon() { ! openssl x509 -noout -checkend "$((RENEW_DAYS * 86400))" >/dev/null 2>&1; }

due=()
for pair in $CERTIFICATES; do
  file=$PKI/\${pair#*=}.crt
  if [ -e "$file" ] && ends_soon <"$file"; then due+=("\${pair%%=*}"); fi
done
for name in $KUBECONFIGS; do
  file=$KUBECONFIG_FOLDER/$name
  if [ -e "$file" ] && sed -n 's/^ *client-certificate-data: *//p' "$file" | base64 -d | ends_soon; then due+=("$name"); fi
done

if [ "\${#due[@]}" -gt 0 ]; then
  # Noted first: who is cut off in between restarts what has new certificates the next time.
  if [ -n "$RESTART_FILE" ]; then touch -- "$RESTART_FILE"; fi
  for name in "\${due[@]}"; do
    say "Renews $name: it ends within $RENEW_DAYS days."
    kubeadm certs renew "$name" --config "$CERTIFICATES_CONFIG" >&2
  done
  find "$PKI" -type f -exec chmod go= {} +
  systemctl start altostratus-keep.service
fi

if [ -z "$RESTART_FILE" ] || [ ! -e "$RESTART_FILE" ]; then exit 0; fi
# The exit code of \`lock\` says nothing for certain; the file does.
while [ -e "$RESTART_FILE" ]; do
  etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$RESTART_PROGRAM" || true
  if [ -e "$RESTART_FILE" ]; then sleep 10; fi
done
say 'The control plane of this host has its new certificates.'
`;

/**
 * Restarts the control plane of this host, run under the lock. What it does may be done twice.
 *
 * Settings: those of renew-certificates, PODS_PROGRAM.
 */
export const RESTART_CONTROL_PLANE = `#!/bin/bash
set -euo pipefail

if [ ! -e "$RESTART_FILE" ]; then exit 0; fi
"$PODS_PROGRAM" restart
rm -f -- "$RESTART_FILE"
`;
