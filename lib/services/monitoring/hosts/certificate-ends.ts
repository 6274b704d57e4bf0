/**
 * Writes down when the certificates of this host's control plane end, and those that members of etcd answer with, as a file
 * of measurements that node-exporter reads. Of etcd's several certificates the one that is seen stands for all of a host:
 * they are made and renewed together.
 *
 * Settings: PKI, CERTIFICATES (files below it without ending, separated by spaces), KUBECONFIG_FOLDER, KUBECONFIGS (names),
 * ENDPOINTS (`address:port`), OUTPUT.
 */
export const CERTIFICATE_ENDS = `#!/bin/bash
set -euo pipefail
export LC_ALL=C

# Seconds since 1970 at which the first certificate on the input ends; nothing where there is none.
end_of() {
  local text
  text=$(openssl x509 -noout -enddate 2>/dev/null) || return 0
  date -u -d "\${text#notAfter=}" +%s
}

line() {
  if [ -n "$2" ]; then printf 'altostratus_certificate_end_time_seconds{certificate="%s"} %s\\n' "$1" "$2"; fi
}

ends() {
  printf '%s\\n' '# TYPE altostratus_certificate_end_time_seconds gauge'
  for name in $CERTIFICATES; do
    if [ -e "$PKI/$name.crt" ]; then line "$name" "$(end_of <"$PKI/$name.crt")"; fi
  done
  for name in $KUBECONFIGS; do
    file=$KUBECONFIG_FOLDER/$name
    if [ -e "$file" ]; then
      line "$name" "$(sed -n 's/^ *client-certificate-data: *//p' "$file" | base64 -d 2>/dev/null | end_of)"
    fi
  done
  for endpoint in $ENDPOINTS; do
    line "$endpoint" "$( (timeout 10 openssl s_client -connect "$endpoint" </dev/null 2>/dev/null || true) | end_of)"
  done
}

mkdir -p -- "$(dirname "$OUTPUT")"
ends >"$OUTPUT.part"
chmod 0644 "$OUTPUT.part"
mv -f -- "$OUTPUT.part" "$OUTPUT"
`;
