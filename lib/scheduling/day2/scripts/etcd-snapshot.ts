/**
 * Takes a snapshot of etcd from the member on this host, checks it, keeps the newest ones here and brings them to where they
 * outlive the host. A snapshot that could not be delivered is tried again by the next runs, and kept no longer than others: the disk
 * is the host's own.
 *
 * Settings: CLUSTER, MEMBER, ENDPOINT, SNAPSHOTS (folder), KEEP_NEWEST, KEEP_DAYS, DELIVERY (local, nfs, object-store), FOLDER
 * (of this member, where they are delivered to); for nfs MOUNT_UNIT and MOUNT; for object-store OBJECTS_URL, REGION, ACCESS_KEY_FILE, SECRET_KEY_FILE; and those of etcdctl.
 */
export const ETCD_SNAPSHOT = `#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf '%s\\n' "$*" >&2; }

etcd() { etcdctl --endpoints="$ENDPOINT" "$@"; }

snapshots() { find "$SNAPSHOTS" -maxdepth 1 -type f -name "$CLUSTER-$MEMBER-*.db" -printf '%f\\n' | sort -r; }

take() {
  # Asks the majority: a member that is cut off has old data, and nobody would see that on its snapshot.
  if ! etcd --command-timeout=10s get altostratus >/dev/null; then
    say 'No snapshot: this member has no quorum.'
    return 1
  fi
  local name
  name=$CLUSTER-$MEMBER-$(date -u +%Y%m%dT%H%M%SZ).db
  rm -f "$SNAPSHOTS"/new*
  if etcd --command-timeout=10m snapshot save "$SNAPSHOTS/new" >&2 && etcdutl snapshot status "$SNAPSHOTS/new" >&2 &&
    sync -- "$SNAPSHOTS/new" && mv -- "$SNAPSHOTS/new" "$SNAPSHOTS/$name"; then
    say "Took $name"
    return
  fi
  say 'No snapshot: it could not be saved, or is damaged.'
  rm -f "$SNAPSHOTS"/new*
  return 1
}

# For curl's configuration: keys stand on no command line, where everybody on the host could read them.
quoted() {
  local text
  text=$(cat -- "$1")
  text=\${text//\\\\/\\\\\\\\}
  printf '%s' "\${text//\\"/\\\\\\"}"
}

object() { # NAME SHA256 ARGUMENT…
  local name=$1 sum=$2
  shift 2
  curl -q --silent --show-error --fail --connect-timeout 10 --speed-limit 1000 --speed-time 60 \\
    --aws-sigv4 "aws:amz:$REGION:s3" --header "x-amz-content-sha256: $sum" "$@" \\
    --config <(printf 'user = "%s:%s"\\n' "$(quoted "$ACCESS_KEY_FILE")" "$(quoted "$SECRET_KEY_FILE")") \\
    --output /dev/null "$OBJECTS_URL/$FOLDER/$name"
}

put() {
  local folder=\${MOUNT:-}/\${FOLDER:-} sum
  case $DELIVERY in
  nfs)
    mkdir -p -- "$folder" && cp -- "$SNAPSHOTS/$1" "$folder/new" && sync -- "$folder/new" && mv -- "$folder/new" "$folder/$1"
    ;;
  object-store)
    sum=$(sha256sum <"$SNAPSHOTS/$1")
    object "$1" "\${sum%% *}" --upload-file "$SNAPSHOTS/$1"
    ;;
  esac
}

# What nobody keeps here is not kept there.
drop() {
  case $DELIVERY in
  nfs) rm -f -- "\${MOUNT:-}/$FOLDER/$1" ;;
  object-store) object "$1" "$(printf '' | sha256sum | cut -d ' ' -f 1)" --request DELETE ;;
  esac || say "Cannot delete $1 from where it was delivered to."
  rm -f -- "$SNAPSHOTS/$1" "$SNAPSHOTS/$1.delivered"
}

deliver() {
  local name failed=0
  if [ "$DELIVERY" = local ]; then return; fi
  if [ "$DELIVERY" = nfs ]; then
    if ! systemctl start "$MOUNT_UNIT" || ! mountpoint -q -- "$MOUNT"; then
      say "Cannot mount $MOUNT: snapshots stay here."
      return 1
    fi
  fi
  for name in $(snapshots); do
    if [ -e "$SNAPSHOTS/$name.delivered" ]; then continue; fi
    if put "$name"; then
      touch -- "$SNAPSHOTS/$name.delivered"
      say "Delivered $name"
    else
      failed=1
      say "Cannot deliver $name: the next run tries again."
    fi
  done
  return "$failed"
}

# Kept are the newest, and the newest of each of the last days on which there is one; delivered or not.
prune() {
  local name day last='' count=0 days=0
  for name in $(snapshots); do
    count=$((count + 1))
    day=\${name%T*}
    day=\${day##*-}
    if [ "$day" != "$last" ]; then
      last=$day
      days=$((days + 1))
      if [ "$days" -le "$KEEP_DAYS" ]; then continue; fi
    fi
    if [ "$count" -gt "$KEEP_NEWEST" ]; then
      say "Deletes $name"
      drop "$name"
    fi
  done
}

mkdir -p -- "$SNAPSHOTS"
result=0
take || result=1
deliver || result=1
prune
exit "$result"
`;
