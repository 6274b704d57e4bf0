import { ETCD_STEPS } from '../../compatibility/kubernetes';

/** Shell: cases of what all members must run at least before the first goes to a minor version. */
const STEPS = Object.entries(ETCD_STEPS)
  .map(([minor, least]) => `${minor}.*) echo ${least} ;;`)
  .join(' ');

/**
 * Brings the member of etcd on this host to the version that is installed and the settings that are there, under the lock of the
 * cluster. What it was started with, it has in its environment, so that nobody has to have noted it.
 *
 * Settings: MEMBER_URL, MEMBER_SETTINGS (file that it reads when it is started), ETCD_ENDPOINTS, LOCK, LOCKED_ETCD_PROGRAM, and
 * those of etcdctl.
 */
export const UPGRADE_ETCD = `#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade etcd: %s\\n' "$*" >&2; }

running() {
  curl --silent --fail --noproxy '*' --max-time 5 --cacert "$ETCDCTL_CACERT" --cert "$ETCDCTL_CERT" --key "$ETCDCTL_KEY" \\
    "$MEMBER_URL/version" | sed -n 's/.*"etcdserver":"\\([^"]*\\)".*/\\1/p'
}
started() {
  local process
  process=$(systemctl show --property MainPID --value etcd.service)
  tr '\\0' '\\n' 2>/dev/null <"/proc/$process/environ" | sed -n 's/^START_REVISION=//p'
}
wanted() { sed -n 's/^START_REVISION="\\(.*\\)"$/\\1/p' "$MEMBER_SETTINGS"; }
installed=$(etcd --version | sed -n 's/^etcd Version: //p')
# Sets \`now\` to the version that runs.
is_done() {
  now=$(running) || now=
  [ "$now" = "$installed" ] && [ "$(started)" = "$(wanted)" ]
}
well() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s endpoint health >/dev/null 2>&1; }

if is_done; then
  # An earlier run may have been cut off right after it restarted the member.
  if ! well; then
    say 'Waiting: for all members to be well'
    until well; do sleep 2; done
  fi
  say "The member runs $installed with the settings of this host already."
  exit 0
fi
if [ "$now" = "$installed" ]; then
  say "The member runs $installed with other settings than this host has."
else
  say "The member runs \${now:-nothing}, installed is $installed."
fi
export RUNNING_VERSION=$now INSTALLED_VERSION=$installed
# The exit code of \`lock\` says nothing for certain; the member does.
etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$LOCKED_ETCD_PROGRAM" || true
if ! is_done; then
  say 'Not upgraded; the reason stands above. Run it again when that is put right.'
  exit 1
fi
say "The member runs $installed with the settings of this host."
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
fi
# Of all members that answer, also where this one does not.
least=$(least "$INSTALLED_VERSION")
for version in $(etcd endpoint status 2>/dev/null | cut -d , -f 3 | tr -d ' '); do
  if [ -n "$least" ] && older "$version" "$least"; then
    refuse "A member runs $version, and only from $least on there is a safe way to $INSTALLED_VERSION. Run synth with the version of Kubernetes that the cluster has, and upgrade: then all members run a newer \${version%.*}. Raise the version again after that. Do not restart etcd before."
  fi
done
if [ -n "$RUNNING_VERSION" ]; then
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
