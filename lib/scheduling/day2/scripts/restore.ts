import { programPath } from '../../bootstrap/scripts/script-file';
import { ETCD_SETTINGS } from './etcd-members';
import { waitUntil } from '../../bootstrap/scripts/wait-until';

/** Name of the program that stops, starts and restarts the pods of a control plane. */
export const CONTROL_PLANE_PODS_NAME = 'control-plane-pods';

/**
 * `altostratus-restore SNAPSHOT CLUSTER [WORD]`, run on every host of etcd with the same snapshot: makes a new cluster of the
 * members that the Plan has, with the data of the snapshot. Safe to run again, also after it was cut off.
 *
 * - Nothing is deleted: the data that were there are moved aside, on the same disk.
 * - The new cluster's id comes from the snapshot, so a member with old data, or with those of another snapshot, can never
 *   take part in it (etcd compares ids of clusters; api/membership/cluster.go, NewClusterFromURLsMap).
 * - Revisions go on far above the old ones, and all before them are said to be compacted: clients that watched must read
 *   anew instead of believing what they had (etcd.io/docs/v3.6/op-guide/recovery).
 * - It waits until no member serves other data any more, so that API servers cannot write into both.
 *
 * Settings: those of etcd-prepare, from etcd's own file.
 */
export const RESTORE = `#!/bin/bash
# altostratus-restore SNAPSHOT CLUSTER [WORD]
set -euo pipefail
umask 077
export LC_ALL=C
${ETCD_SETTINGS}
pods=\${ALTOSTRATUS_PODS:-${programPath(CONTROL_PLANE_PODS_NAME)}}

say() { printf '%s altostratus-restore: %s\\n' "$(date -u +%FT%TZ)" "$*" >&2; }
refuse() {
  say "$*"
  exit 2
}

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  refuse 'Say which snapshot, and the name of the cluster whose data it replaces: altostratus-restore SNAPSHOT CLUSTER. A third word, the same on all hosts, is needed to restore one snapshot a second time.'
fi
snapshot=$1 cluster=$2 word=\${3:-}
if [ "$cluster" != "$CLUSTER_NAME" ]; then refuse "This host is of cluster $CLUSTER_NAME ($ETCD_INITIAL_CLUSTER_TOKEN), not of $cluster: nothing was done."; fi
case $word in *[!a-z0-9-]*) refuse 'The third word may have lowercase letters, digits and "-".' ;; esac
if [ ! -s "$snapshot" ]; then refuse "There is no snapshot $snapshot: nothing was done."; fi
command -v etcdutl >/dev/null || refuse 'etcdutl is not here yet, as this host is still in its first boot: nothing was done. Run it again in a minute.'
etcdutl snapshot status "$snapshot" >&2 || refuse "$snapshot is no snapshot, or damaged: nothing was done."

sum=$(sha256sum <"$snapshot")
token=$ETCD_INITIAL_CLUSTER_TOKEN-\${sum:0:16}\${word:+-$word}
# As etcd computes it (api/membership/member.go, computeMemberID).
id=$(printf '%s%s' "$ETCD_INITIAL_ADVERTISE_PEER_URLS" "$token" | sha1sum)
id=$(printf '%u' "0x\${id:0:16}")
note=$ETCD_DATA_DIR/restored

ask() {
  curl --silent --fail --http1.1 --noproxy '*' --max-time 3 --cacert "$PKI/ca.crt" --cert "$PKI/peer.crt" --key "$PKI/peer.key" \\
    "https://$1/members"
}

# Members that serve something else than this snapshot.
others() {
  local peer body
  for peer in $OTHER_PEERS; do
    body=$(ask "$peer") || continue
    case $body in vacant | served | *"\\"id\\":$id,"*) ;; *) printf '%s ' "$peer" ;; esac
  done
}

${waitUntil(2)}

if [ "$(cat -- "$note" 2>/dev/null)" = "$token" ]; then
  say "The data of $snapshot are here already."
else
  if [ -x "$pods" ]; then
    say 'Stops the control plane on this host.'
    "$pods" stop
  fi
  say 'Stops etcd on this host.'
  systemctl stop etcd.service
  alone() { [ -z "$(others)" ]; }
  wait_until "$(others)still serve other data: run the same command on those hosts, too" alone

  # What the cluster knows of its version and settings goes back; whether this host has the same, the next upgrade finds out.
  rm -f -- "$DONE_FILE"
  say "Restores $snapshot as cluster $token."
  rm -rf -- "$ETCD_DATA_DIR/restoring"
  bump=(--bump-revision 1000000000 --mark-compacted)
  if ! etcdutl snapshot restore --help 2>&1 | grep -q -- --bump-revision; then
    bump=()
    say 'This etcdutl cannot raise revisions: restart all controllers and kubelets afterwards.'
  fi
  etcdutl snapshot restore "$snapshot" --data-dir "$ETCD_DATA_DIR/restoring" --name "$ETCD_NAME" \\
    --initial-cluster "$ETCD_INITIAL_CLUSTER" --initial-cluster-token "$token" \\
    --initial-advertise-peer-urls "$ETCD_INITIAL_ADVERTISE_PEER_URLS" "\${bump[@]}" >&2
  if [ -e "$ETCD_DATA_DIR/member" ]; then
    aside=$ETCD_DATA_DIR/member.$(date -u +%Y%m%dT%H%M%SZ)
    mv -T -- "$ETCD_DATA_DIR/member" "$aside"
    say "What was here before is in $aside: delete it when all is well."
  fi
  mv -T -- "$ETCD_DATA_DIR/restoring/member" "$ETCD_DATA_DIR/member"
  rm -rf -- "$ETCD_DATA_DIR/restoring"
  printf '%s\\n' "$token" >"$note"
  sync
fi

say 'Starts etcd on this host.'
systemctl start --no-block etcd.service
healthy() { etcdctl --endpoints="$ETCD_ADVERTISE_CLIENT_URLS" --command-timeout=5s get altostratus >/dev/null 2>&1; }
wait_until 'for a quorum: more than half of the members have to be restored' healthy
if [ -x "$pods" ]; then
  say 'Starts the control plane on this host.'
  "$pods" start
fi
say 'Done.'
`;
