import { ETCD_STEPS } from '../../compatibility/kubernetes';

/** Shell: cases of what all members must run at least before the first goes to a minor version. */
const STEPS = Object.entries(ETCD_STEPS)
  .map(([minor, least]) => `${minor}.*) echo ${least} ;;`)
  .join(' ');

/**
 * Brings the member of etcd on this host to the version that is installed, under the lock of the cluster.
 *
 * Settings: PKI, MEMBER_URL, ETCD_ENDPOINTS, LOCK, LOCKED_ETCD_PROGRAM, and those of etcdctl.
 */
export const UPGRADE_ETCD = `#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade etcd: %s\\n' "$*" >&2; }

running() {
  curl --silent --fail --noproxy '*' --max-time 5 --cacert "$ETCDCTL_CACERT" --cert "$ETCDCTL_CERT" --key "$ETCDCTL_KEY" \\
    "$MEMBER_URL/version" | sed -n 's/.*"etcdserver":"\\([^"]*\\)".*/\\1/p'
}
installed=$(etcd --version | sed -n 's/^etcd Version: //p')
now=$(running) || now=
if [ "$now" = "$installed" ]; then
  say "The member runs $installed already."
  exit 0
fi
say "The member runs \${now:-nothing}, installed is $installed."
export RUNNING_VERSION=$now INSTALLED_VERSION=$installed
# The exit code of \`lock\` says nothing for certain; the version does.
etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$LOCKED_ETCD_PROGRAM" || true
now=$(running) || now=
if [ "$now" != "$installed" ]; then
  say 'Not upgraded; the reason stands above. Run it again when that is put right.'
  exit 1
fi
say "The member runs $installed."
`;

/**
 * Restarts the member, run under the lock. It may happen twice. Nothing is done where etcd knows no safe way: back, over a minor
 * version, or to the next one while any member is older than that wants.
 *
 * Settings: those of upgrade-etcd, RUNNING_VERSION, INSTALLED_VERSION, and ETCD_LOCK_KEY of etcdctl.
 */
export const UPGRADE_ETCD_MEMBER = `#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade etcd: %s\\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}
etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s "$@"; }
minor() { cut -d . -f 2 <<<"$1"; }
older() { [ "$1" != "$2" ] && [ "$(printf '%s\\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }
least() { case $1 in ${STEPS} esac; }

# A member that is down is what this may repair; all others must be well.
if [ -n "$RUNNING_VERSION" ]; then
  etcd endpoint health >&2 || refuse 'Not all members are well.'
  if [ "\${RUNNING_VERSION%%.*}" != "\${INSTALLED_VERSION%%.*}" ] || older "$INSTALLED_VERSION" "$RUNNING_VERSION"; then
    refuse "From $RUNNING_VERSION there is no way to $INSTALLED_VERSION."
  fi
  if [ "$(minor "$INSTALLED_VERSION")" -gt $(($(minor "$RUNNING_VERSION") + 1)) ]; then
    refuse "From $RUNNING_VERSION to $INSTALLED_VERSION skips a minor version."
  fi
  least=$(least "$INSTALLED_VERSION")
  versions=$(etcd endpoint status | cut -d , -f 3 | tr -d ' ') || refuse 'Not all members say which version they run.'
  for version in $versions; do
    if [ -n "$least" ] && older "$version" "$least"; then
      refuse "A member runs $version, and only from $least on there is a safe way to $INSTALLED_VERSION. Go back to the version of Kubernetes that the cluster has, synthesize and upgrade: then all members run a newer \${version%.*}. Go on from there."
    fi
  done
  systemctl start altostratus-etcd-snapshot.service || refuse 'No snapshot could be taken and delivered: journalctl -u altostratus-etcd-snapshot'
fi
if [ -z "$(etcd get --keys-only "$ETCD_LOCK_KEY")" ]; then refuse 'The lock is lost.'; fi
say 'Restarts etcd.'
systemctl restart --no-block etcd.service
sleep 2
said=''
until etcd endpoint health >/dev/null 2>&1; do
  if [ -z "$said" ]; then say 'Waiting: for all members to be well'; fi
  said=1
  sleep 2
done
`;
