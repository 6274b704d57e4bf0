/**
 * Runs before every start of etcd. Makes the member's certificates; where it has no data, finds out whether it forms the
 * cluster together with the others or takes its place in one that is there.
 *
 * - The first formation happens only when every member was seen without data: a majority that lost its disks while the rest
 *   is out of reach must not form an empty cluster. Until then the member answers "vacant" in place of etcd, or "served" where
 *   its system disk knows that it had data once; who hears that forms nothing.
 * - A member that is listed with client addresses has served before, so it lost its data: it is removed and added anew.
 *   One that is listed without them, under the id that the first formation gives, comes late to that formation. Under
 *   another id it was added by an earlier run of this script and never started.
 * - Who joins a cluster that is there is added as a learner, which counts for no quorum (etcd-promote makes it a voter), one at
 *   a time as etcd has it (--max-learners). A learner of the same address is of an earlier run, and is added anew.
 * - Who joins a cluster that is there names its members as they are now: while it grows, those are not yet all of the Plan's,
 *   and etcd refuses to start with any other number (api/membership/cluster.go, ValidateClusterAndAssignIDs).
 *
 * (etcd 3.6, server/etcdserver/bootstrap.go and api/membership/member.go.)
 *
 * Settings: those of etcd, and PKI, CERTIFICATES_CONFIG, MEMBER_ADDRESS, MEMBER_ID (decimal), MEMBER_ID_HEX, OTHER_PEERS
 * (addresses with port, separated by spaces), ANSWER_FILE, SERVED_FILE, VACANT_PROGRAM.
 */
export const ETCD_PREPARE = `#!/bin/bash
set -euo pipefail
umask 077

say() { printf '%s\\n' "$*" >&2; }

mkdir -p "$(dirname "$ANSWER_FILE")" "$ETCD_DATA_DIR"
# A disk of its own comes open for everybody (CIS 1.1.11).
chmod 0700 "$ETCD_DATA_DIR"

# A certificate that was cut off by a power failure is made anew.
certificate() {
  if kubeadm init phase certs "$1" --config "$CERTIFICATES_CONFIG"; then return; fi
  rm -f "$PKI/$2.crt" "$PKI/$2.key"
  kubeadm init phase certs "$1" --config "$CERTIFICATES_CONFIG"
}
certificate etcd-server server
certificate etcd-peer peer
certificate etcd-healthcheck-client healthcheck-client

rm -f "$ANSWER_FILE"
if compgen -G "$ETCD_DATA_DIR/member/wal/*.wal" >/dev/null; then exit 0; fi

socat "OPENSSL-LISTEN:2380,bind=$MEMBER_ADDRESS,reuseaddr,fork,cert=$PKI/peer.crt,key=$PKI/peer.key,cafile=$PKI/ca.crt,verify=1" \\
  "EXEC:$VACANT_PROGRAM" &
announcer=$!
trap 'kill "$announcer" 2>/dev/null || true' EXIT

# etcd offers HTTP/2 to its peers and does not speak it.
ask() {
  curl --silent --fail --http1.1 --noproxy '*' --max-time 3 --cacert "$PKI/ca.crt" --cert "$PKI/peer.crt" --key "$PKI/peer.key" \\
    "https://$1/members"
}

change() {
  local output
  if output=$(etcdctl --endpoints="$endpoints" --command-timeout=10s member "$@" 2>&1); then
    say "$output"
    return
  fi
  reason="etcd does not $1 this member: \${output##*$'\\n'}"
  return 1
}

# By the list that the running cluster agrees on.
decide_by_list() {
  local row id clients learner
  learner=$(awk -F ', ' -v own="$ETCD_INITIAL_ADVERTISE_PEER_URLS" '$4 != own && $NF == "true" { print $4 " (" $1 ")" }' <<<"$1")
  if [ -n "$learner" ]; then
    reason="etcd takes one new member at a time, and $learner has no vote yet: see to that host, or take it out with etcdctl member remove"
    return 0
  fi
  row=$(grep -F ", $ETCD_INITIAL_ADVERTISE_PEER_URLS, " <<<"$1") || row=
  id=\${row%%,*}
  clients=$(cut -d , -f 5 <<<"$row" | tr -d ' ')
  if [ -n "$clients" ]; then
    say "This member served before and has no data: it is replaced."
    change remove "$id" || return 0
    row=
  elif [ "\${row##*, }" = true ]; then
    say "This member was added before and has no vote: it is added anew."
    change remove "$id" || return 0
    row=
  fi
  if [ -z "$row" ]; then
    change add "$ETCD_NAME" --learner --peer-urls="$ETCD_INITIAL_ADVERTISE_PEER_URLS" || return 0
    answer=existing
  elif [ "$id" = "$MEMBER_ID_HEX" ]; then
    answer=new
  else
    answer=existing
  fi
  # Who was added and has not started yet has no name.
  members=$(awk -F ', ' -v own="$ETCD_INITIAL_ADVERTISE_PEER_URLS" '$4 != own { printf "%s=%s,", ($3 == "" ? $1 : $3), $4 }' <<<"$1")
  members+=$ETCD_NAME=$ETCD_INITIAL_ADVERTISE_PEER_URLS
}

# Sets the answer, or leaves it empty where it is too early and says why.
decide() {
  local peer body entry list lost='' missing=() known=() served=() forming=1
  for peer in $OTHER_PEERS; do
    if ! body=$(ask "$peer"); then
      missing+=("$peer")
      continue
    fi
    case $body in
    vacant) continue ;;
    served)
      served+=("$peer")
      continue
      ;;
    esac
    known+=("https://\${peer%:2380}:2379")
    entry=$(grep -F "\\"$ETCD_INITIAL_ADVERTISE_PEER_URLS\\"" <<<"\${body//'},{'/$'\\n'}") || entry=
    case $entry in
    *'"clientURLs"'*) forming=0 ;;
    *"\\"id\\":$MEMBER_ID,"*) ;;
    *) forming=0 ;;
    esac
  done
  if [ "\${#served[@]}" -gt 0 ]; then
    lost="\${served[*]} served before and has no data: restore a backup, or remove $SERVED_FILE there to go on without them"
  fi
  reason=$lost
  if [ "\${#missing[@]}" -gt 0 ]; then reason="no answer from \${missing[*]}"; fi
  if [ "\${#missing[@]}" -eq 0 ] && [ "$forming" -eq 1 ] && [ -z "$lost" ]; then
    answer=new
  elif [ "\${#known[@]}" -gt 0 ]; then
    endpoints=$(IFS=,; printf '%s' "\${known[*]}")
    reason="the members at $endpoints have no quorum\${lost:+, and $lost}"
    if list=$(etcdctl --endpoints="$endpoints" --command-timeout=5s member list 2>/dev/null); then decide_by_list "$list"; fi
  fi
  if [ -e "$SERVED_FILE" ] && { [ "$answer" = new ] || [ "\${#missing[@]}\${#known[@]}" = 00 ]; }; then
    answer=
    reason="this member served before and no member has its data: restore a backup, or remove $SERVED_FILE to begin with nothing"
  fi
}

answer=''
said=''
until [ -n "$answer" ]; do
  decide
  if [ -z "$answer" ]; then
    if [ "$reason" != "$said" ]; then say "Waiting: $reason"; fi
    said=$reason
    sleep 1
  fi
done
say "Initial cluster state: $answer"
printf 'ETCD_INITIAL_CLUSTER_STATE=%s\\n' "$answer" >"$ANSWER_FILE"
if [ "$answer" = existing ]; then printf 'ETCD_INITIAL_CLUSTER=%s\\n' "$members" >>"$ANSWER_FILE"; fi
`;
