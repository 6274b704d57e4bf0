import { ETCD_MEMBERS } from './etcd-members';

/**
 * `altostratus-reclaim-etcd`, run on any host of etcd: gives back the room that old revisions take, and lets etcd be written
 * again where it was full. One member at a time, because a member does not answer while it is defragmented
 * (etcd.io/docs, "Maintenance").
 *
 * Settings: those of etcd-prepare, from etcd's own file.
 */
export const RECLAIM_ETCD = `#!/bin/bash
set -euo pipefail
export LC_ALL=C
${ETCD_MEMBERS}

say() { printf 'altostratus-reclaim-etcd: %s\\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}

field() { etcdctl --endpoints="$1" --command-timeout=10s endpoint status --write-out=fields | awk -F ' : ' -v name="\\"$2\\"" '$1 == name { print $2; exit }'; }

# A member that is full answers reads, and is not well by its own word: its status is what counts.
for endpoint in $members; do field "$endpoint" Revision >/dev/null || refuse "$endpoint does not answer: nothing was done."; done

revision=$(field "\${members%%$'\\n'*}" Revision)
say "Forgets what is older than revision $revision."
etcdctl --endpoints="$endpoints" --command-timeout=60s compaction "$revision" --physical >&2 || say 'Somebody else has just done so.'

for endpoint in $members; do
  before=$(field "$endpoint" DBSize)
  etcdctl --endpoints="$endpoint" --command-timeout=300s defrag >&2 || refuse "$endpoint was not defragmented; run it again."
  say "$endpoint: $before bytes before, $(field "$endpoint" DBSize) now"
done

etcd alarm disarm >&2
etcd endpoint health >&2 || refuse 'Not all members are well.'
say 'Done.'
`;
