/**
 * Runs after every start of etcd, until the member has a vote. Who joins a cluster that is there begins as a learner, which
 * counts for no quorum: a host that dies between being added and serving costs the others nothing. When it has caught up with
 * the leader, it asks the others to promote it; etcd refuses before (etcd.io/docs, "Learner"). A member that has a vote is done
 * at once, and asks nobody but itself.
 *
 * Settings: ETCD_ADVERTISE_CLIENT_URLS, OTHER_PEERS, and those of etcdctl.
 */
export const ETCD_PROMOTE = `#!/bin/bash
set -euo pipefail

say() { printf '%s\\n' "$*" >&2; }

# A learner takes no changes of members, not even its own.
others=''
for peer in $OTHER_PEERS; do others+=\${others:+,}https://\${peer%:2380}:2379; done
if [ -z "$others" ]; then exit 0; fi

said=''
wait_on() {
  if [ "$1" != "$said" ]; then say "Waiting: $1"; fi
  said=$1
  sleep 1
}

status() { etcdctl --endpoints="$ETCD_ADVERTISE_CLIENT_URLS" --command-timeout=5s endpoint status --write-out=fields 2>/dev/null; }
while :; do
  if ! now=$(status) || [ -z "$now" ]; then
    wait_on 'this member does not say whether it has a vote'
    continue
  fi
  if ! grep -qF '"IsLearner" : true' <<<"$now"; then break; fi
  id=$(printf '%x' "$(sed -n 's/^"MemberID" : //p' <<<"$now" | head -n 1)")
  if answer=$(etcdctl --endpoints="$others" --command-timeout=10s member promote "$id" 2>&1); then
    say "$answer"
  else
    wait_on "the others do not give this member a vote yet: \${answer##*$'\\n'}"
  fi
done
`;
