/**
 * Approves the certificates that kubelets ask for to serve with, where the names in them are those of the Plan. Whatever is
 * not exactly as a kubelet asks is left alone and said loudly; nothing is ever approved in doubt. It runs on every host of the
 * control plane: who is second finds nothing to do.
 *
 * - The names come from a ConfigMap, so that a new worker changes nothing on hosts that are there. Its lines:
 *   `node <name> <address>`; `pool <range>` for nodes that come and go; `reserved <name or address>` that none of those may
 *   have; `domain <domain>` in which a node may also have its own name, or its address as clouds write it (`ip-10-0-0-1`).
 * - What is looked at is what is approved: the request is changed by its uid and version, so that no other can take its name.
 * - The request is read from its DER bytes, and all that openssl prints of it behind the key must be as expected: a text that
 *   has line ends in it cannot pass for something else.
 * - The program has a certificate of its own, for an hour, that allows just this (see ServingCertificates).
 *
 * What a kubelet asks for: pkg/kubelet/certificate/kubelet.go; what the signer wants: pkg/apis/certificates/helpers.go.
 *
 * Settings: KUBEADM_CONFIG, API_URL, CLIENT, NAMESPACE, CONFIG_MAP, READY_FILE, ROUND_SECONDS.
 */
export const APPROVE_SERVING_CERTIFICATES = `#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf '%s\\n' "$*" >&2; }

if [ ! -e "$READY_FILE" ]; then
  say 'Waiting: for this host to be part of the control plane'
  until [ -e "$READY_FILE" ]; do sleep 5; done
fi

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

kubeadm kubeconfig user --config "$KUBEADM_CONFIG" --client-name "$CLIENT" --validity-period 1h >"$work/kubeconfig"
kube=(kubectl --kubeconfig "$work/kubeconfig" --server "$API_URL" --cache-dir "$work/cache")

# A line for each request that nobody has decided on. Texts are quoted; one that has a | in it fits no check.
template='{{if and (eq .kind "CertificateSigningRequest") (not .status.conditions) (not .status.certificate)}}'
template+='{{.metadata.name}}|{{.metadata.uid}}|{{.metadata.resourceVersion}}|'
template+='{{printf "%q" .spec.signerName}}|{{printf "%q" .spec.username}}|{{.spec.request}}|'
template+='{{range .spec.groups}}{{printf "%q" .}},{{end}}.|{{range .spec.usages}}{{printf "%q" .}},{{end}}.{{"\\n"}}{{end}}'

number() {
  local a b c d
  IFS=. read -r a b c d <<<"$1"
  printf '%s' $(((10#$a << 24) + (10#$b << 16) + (10#$c << 8) + 10#$d))
}

is_in() { # ADDRESS RANGE
  local bits=$((32 - 10#\${2#*/}))
  (($(number "$1") >> bits == $(number "\${2%/*}") >> bits))
}

# What the Plan says of the node: \`addresses\` for one with a fixed address, \`ranges\` for others.
look_up() {
  local kind name rest
  addresses='' ranges=() reserved=' ' domains=()
  while read -r kind name rest; do
    case $kind in
    node)
      reserved+="$rest "
      if [ "$name" = "$node" ]; then addresses=" $rest "; fi
      ;;
    pool) ranges+=("$name") ;;
    reserved) reserved+="$name " ;;
    domain) domains+=("$name") ;;
    esac
  done <<<"$names"
}

allowed_address() {
  local range
  if [ -n "$addresses" ]; then
    [[ $addresses == *" $1 "* ]]
    return
  fi
  if [[ $reserved == *" $1 "* ]]; then return 1; fi
  for range in "\${ranges[@]}"; do
    if is_in "$1" "$range"; then return 0; fi
  done
  return 1
}

allowed_name() {
  local domain address
  if [ "$1" = "$node" ]; then return 0; fi
  for domain in "\${domains[@]}"; do
    if [ "$1" = "$node.$domain" ]; then return 0; fi
    for address in "\${asked[@]}"; do
      if [ "$1" = "ip-\${address//./-}.$domain" ]; then return 0; fi
    done
  done
  return 1
}

refused() {
  reason=$1
  return 1
}

# Sets \`lines\`: what openssl prints of the request from its attributes on, without blanks around.
read_request() {
  local begin='-----BEGIN CERTIFICATE REQUEST-----' end='-----END CERTIFICATE REQUEST-----' pem line body
  pem=$(base64 -d <<<"$request" 2>/dev/null) || return 1
  body=\${pem#"$begin"$'\\n'}
  body=\${body%"$end"}
  [ "$pem" = "$begin"$'\\n'"$body$end" ] || return 1
  base64 -d <<<"$body" >"$work/request" 2>/dev/null || return 1
  subject=$(openssl req -inform DER -in "$work/request" -noout -subject -nameopt RFC2253 2>/dev/null) || return 1
  openssl req -inform DER -in "$work/request" -noout -text -nameopt RFC2253 >"$work/text" 2>/dev/null || return 1
  lines=()
  while IFS= read -r line; do
    line=\${line#"\${line%%[! ]*}"}
    line=\${line%"\${line##*[! ]}"}
    if [ "\${#lines[@]}" -gt 0 ] || [ "$line" = Attributes: ]; then lines+=("$line"); fi
  done <"$work/text"
}

judge() {
  local item line n names_asked=()
  [ "$signer" = '"kubernetes.io/kubelet-serving"' ] || refused "it is for signer $signer" || return
  [[ $username =~ ^\\"system:node:([a-z0-9]([-a-z0-9.]*[a-z0-9])?)\\"$ ]] || refused "$username is no node" || return
  node=\${username#*system:node:}
  node=\${node%?}
  [[ ,$groups == *',"system:nodes",'* ]] || refused "$username is not in the group of nodes" || return
  case $usages in
  '"digital signature","key encipherment","server auth",.' | '"digital signature","server auth",.') ;;
  *) refused "it is to be used for $usages" || return ;;
  esac
  read_request || refused 'it cannot be read' || return
  [ "$subject" = "subject=CN=system:node:$node,O=system:nodes" ] || refused "its \${subject@Q} is not that of node $node" || return
  [ "\${lines[1]-}" = 'Requested Extensions:' ] || refused 'it has other attributes' || return
  [ "\${lines[2]-}" = 'X509v3 Subject Alternative Name:' ] || refused 'it asks for other extensions' || return
  [[ \${lines[4]-} == 'Signature Algorithm: '* ]] || refused 'it asks for more than names' || return
  n=0
  for line in "\${lines[@]:5}"; do
    n=$((n + 1))
    if [ "$n" = 1 ] && [ "$line" = 'Signature Value:' ]; then continue; fi
    [[ $line =~ ^[0-9a-f:]+$ ]] || refused 'there is something behind its signature' || return
  done
  look_up
  if [ -z "$addresses" ]; then
    [ "\${#ranges[@]}" -gt 0 ] || refused "the Plan has no node $node" || return
    [[ $reserved != *" $node "* ]] || refused "$node is the name of something else" || return
  fi
  asked=()
  while read -r item; do
    case $item in
    'IP Address:'*)
      item=\${item#IP Address:}
      [[ $item =~ ^[0-9]{1,3}(\\.[0-9]{1,3}){3}$ ]] || refused "it names the address \${item@Q}" || return
      allowed_address "$item" || refused "$item is not an address of node $node" || return
      asked+=("$item")
      ;;
    DNS:*) names_asked+=("\${item#DNS:}") ;;
    *) refused "it names \${item@Q}" || return ;;
    esac
  done <<<"\${lines[3]//, /$'\\n'}"
  [ "\${#asked[@]}" -gt 0 ] || refused 'it names no address' || return
  for item in "\${names_asked[@]}"; do
    allowed_name "$item" || refused "\${item@Q} is not a name of node $node" || return
  done
}

decide() {
  local id=$1 uid=$2 version=$3 reason=''
  if ! judge; then
    say "Request $id of $username is NOT approved: $reason"
    return
  fi
  if printf '{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"%s","uid":"%s","resourceVersion":"%s"},"status":{"conditions":[{"type":"Approved","status":"True","reason":"NamesOfThePlan","message":"Its names are those of the node in the Plan."}]}}' \\
    "$id" "$uid" "$version" |
    "\${kube[@]}" replace --raw "/apis/certificates.k8s.io/v1/certificatesigningrequests/$id/approval" -f - >/dev/null 2>"$work/error"; then
    say "Request $id of $username is approved"
  else
    say "Request $id of $username could not be approved, perhaps another host was first: $(head -c 300 "$work/error")"
  fi
}

# Ends after a while, and is started again: with a new certificate, and with all requests that are still open.
say 'Looking for requests of kubelets'
while IFS='|' read -r id uid version signer username request groups usages; do
  if ! names=$("\${kube[@]}" --request-timeout 10s get configmap --namespace "$NAMESPACE" "$CONFIG_MAP" -o go-template='{{.data.names}}'); then
    say "Request $id is NOT approved: the names of nodes cannot be read"
    continue
  fi
  decide "$id" "$uid" "$version"
done < <(timeout "$ROUND_SECONDS" "\${kube[@]}" get certificatesigningrequests --watch \\
  --field-selector spec.signerName=kubernetes.io/kubelet-serving -o go-template="$template")
`;
