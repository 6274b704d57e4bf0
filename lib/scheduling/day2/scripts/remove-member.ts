import { ETCD_MEMBERS } from './etcd-members';

/**
 * `altostratus-remove-member NAME-OR-ID`, run on a host of etcd that stays: takes the member of a host that left the program out of
 * etcd. Only a name that this host's own list does not have any more, and only while all who stay are well.
 *
 * Settings: those of etcd-prepare, from etcd's own file.
 */
export const REMOVE_MEMBER = `#!/bin/bash
# altostratus-remove-member NAME
set -euo pipefail
export LC_ALL=C
${ETCD_MEMBERS}

say() { printf 'altostratus-remove-member: %s\\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 2
}

if [ $# -ne 1 ]; then refuse 'Say which member.'; fi
name=$1
case ,$ETCD_INITIAL_CLUSTER, in
*",$name="*) refuse "$name is a member by the program: take its host out, write the files anew, and run boot.sh of this host first." ;;
esac

id=$(etcd member list | awk -F ', ' -v name="$name" '$3 == name || $1 == name { print $1 }')
if [ -z "$id" ]; then
  say "$name is no member: nothing to do."
  exit 0
fi
etcd endpoint health >&2 || refuse 'Not all members that stay are well: nothing was done.'
say "Removes $name ($id)."
# etcd wants to have seen all others for some seconds (server/etcdserver/server.go, HealthInterval).
for attempt in {1..10}; do
  if etcd member remove "$id" >&2; then
    etcd member list >&2
    exit 0
  fi
  say "Attempt $attempt: etcd did not take it."
  sleep 3
done
exit 1
`;
