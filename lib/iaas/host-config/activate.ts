import { DATA, MODULES_PATH, SYSCTL_PATH, TARGET } from './data';
import { shellProgram } from './program';
import { DOWNLOADS_STEP } from './steps/downloads';
import { MASK_STEP } from './steps/masked';
import { PACKAGES_STEP } from './steps/packages';
import { SELINUX_STEP } from './steps/selinux';
import { TRUST_STEP } from './steps/trust';
import { USERS_STEP } from './steps/users';

/** Where the programs below are on a host. */
export const ACTIVATE_PATH = '/usr/local/sbin/altostratus-activate';
export const AWAIT_SECRETS_PATH = '/usr/local/sbin/altostratus-await-secrets';

/** Waits until every file that DATA.secrets names is there and not empty. Whoever delivers them moves them into place. */
export const AWAIT_SECRETS = `#!/usr/bin/env bash
# Waits until all keys of this host are there.
set -euo pipefail
root=\${ALTOSTRATUS_ROOT:-} # another root folder, for tests
while read -r path; do
  [ -s "$root$path" ] || printf 'altostratus: waiting for %s\\n' "$path" >&2
  until [ -s "$root$path" ]; do sleep 1; done
done <"$root${DATA.secrets}"
`;

/**
 * Makes a host what its files say; both renderings end in it. Constant: it is the same on all hosts, and what differs is in
 * the files that it reads. Safe to run again and to break off: a unit is reloaded or restarted when its files are not those
 * that it was last started with, by the time stamps noted in /var/lib/altostratus; one that has somebody else for that is only
 * started. It does not wait for units: those may wait for keys that are delivered after it has ended.
 *
 * What it and its caller have written is on the disk before anything is started: where it succeeded no power cut tears those
 * files any more, and where it did not it is run again.
 */
export const ACTIVATE = shellProgram(`#!/usr/bin/env bash
# Makes this host what its files say. Safe to run again: what is so already is left alone.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
root=\${ALTOSTRATUS_ROOT:-} # another root folder, for tests
state=$root/var/lib/altostratus
failed=0

say() { printf 'altostratus: %s\\n' "$*" >&2; }
has() { command -v "$1" >/dev/null; }

# A step that fails keeps no other step from being taken; the exit status tells.
try() { "$@" || { failed=1; say "failed: $*"; }; }

# replace FILE: puts standard input there, unless that is what the file holds.
replace() {
  mkdir -p -- "\${1%/*}" && cat >"$work/new" || return 1
  cmp -s -- "$work/new" "$1" && return 0
  install -m 0644 -T -- "$work/new" "$1.altostratus" && sync -- "$1.altostratus" && mv -fT -- "$1.altostratus" "$1"
}

set_hostname() {
  [ -e "$root${DATA.hostname}" ] || return 0
  replace "$root/etc/hostname" <"$root${DATA.hostname}" || return 1
  [ "$(cat /proc/sys/kernel/hostname)" = "$(cat "$root/etc/hostname")" ] ||
    sysctl -q -w "kernel.hostname=$(cat "$root/etc/hostname")"
}

# The block between the markers is ours; a marker without its end is no block.
set_hosts() {
  {
    [ ! -e "$root/etc/hosts" ] || awk '
      /^# BEGIN altostratus$/ { held = ""; hold = 1; next }
      hold && /^# END altostratus$/ { hold = 0; next }
      hold { held = held $0 "\\n"; next }
      { print }
      END { if (hold) printf "%s", held }' "$root/etc/hosts"
    printf '# BEGIN altostratus\\n'
    [ ! -e "$root${DATA.hosts}" ] || cat "$root${DATA.hosts}"
    printf '# END altostratus\\n'
  } | replace "$root/etc/hosts"
}

set_time_zone() {
  [ "$(readlink "$root/etc/localtime")" = /usr/share/zoneinfo/Etc/UTC ] ||
    ln -sfnT /usr/share/zoneinfo/Etc/UTC "$root/etc/localtime"
}

swap_off() {
  local entry='^[[:space:]]*[^#[:space:]]+[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]]'
  [ "$(wc -l </proc/swaps)" -le 1 ] || swapoff -a || return 1
  if grep -qE "$entry" "$root/etc/fstab" 2>/dev/null; then sed -i -E "/$entry/ s/^/# /" "$root/etc/fstab" || return 1; fi
  [ "$(readlink "$root/etc/systemd/system/swap.target")" = /dev/null ] || systemctl mask --quiet swap.target
}

load_modules() {
  local module result=0
  [ -e "$root${MODULES_PATH}" ] || return 0
  while read -r module; do modprobe -- "$module" || { result=1; say "no kernel module $module"; }; done <"$root${MODULES_PATH}"
  return "$result"
}

set_sysctls() { [ ! -e "$root${SYSCTL_PATH}" ] || sysctl -q -p "$root${SYSCTL_PATH}"; }

${TRUST_STEP}
${PACKAGES_STEP}
${DOWNLOADS_STEP}
${USERS_STEP}
${SELINUX_STEP}
${MASK_STEP}
set_time_servers() {
  local conf=$root/etc/chrony.conf
  [ -e "$root${DATA.chrony}" ] || return 0
  [ ! -d "$root/etc/chrony" ] || conf=$root/etc/chrony/chrony.conf
  replace "$conf" <"$root${DATA.chrony}"
}

noted() { cat -- "$state/started/$1" 2>/dev/null || true; }

refresh_units() {
  local kind unit path seen changed=() units=()
  local -A definitions=() contents=() others=()
  while read -r kind unit path; do
    if [ -z "\${definitions[$unit]+set}" ]; then units+=("$unit") definitions[$unit]='' contents[$unit]=''; fi
    case $kind in
    defined-by) definitions[$unit]+=" $path=$(stamp "$path")" ;;
    read-by) contents[$unit]+=" $path=$(stamp "$path")" ;;
    restarted-by) others[$unit]=$path ;;
    esac
  done <"$root${DATA.units}"
  for unit in "\${units[@]}"; do
    [ "$(noted "$unit")" = "\${definitions[$unit]}|\${contents[$unit]}" ] || changed+=("$unit")
  done
  [ "\${#changed[@]}" -gt 0 ] || return 0
  mkdir -p -- "$state/started"
  systemctl daemon-reload || return 1
  for unit in "\${changed[@]}"; do
    seen=$(noted "$unit")
    case $unit:$(systemctl is-active -- "$unit" || true) in
    *.target:*) ;;
    *:active | *:activating | *:reloading)
      if [ -n "\${others[$unit]-}" ]; then
        say "$unit goes on with what it was started with: \${others[$unit]} restarts it"
      elif [ "\${seen%%|*}" = "\${definitions[$unit]}" ]; then
        systemctl reload-or-restart --no-block -- "$unit" || return 1
      else
        systemctl restart --no-block -- "$unit" || return 1
      fi
      ;;
    esac
    printf '%s\\n' "\${definitions[$unit]}|\${contents[$unit]}" >"$state/started/$unit" || return 1
  done
  systemctl enable --quiet ${TARGET} && systemctl start --no-block ${TARGET}
}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir -p -- "$root/run"
exec 9>"$root/run/altostratus.lock"
flock 9
exec </dev/null
try set_hostname
try set_hosts
try set_time_zone
try swap_off
try load_modules
try set_sysctls
try set_selinux
try set_trust early
try set_repositories
install_packages || { say 'packages are missing, so nothing is started'; exit 1; }
try hold_packages
try set_trust
install_downloads || { say 'downloads are missing, so nothing is started'; exit 1; }
try set_users
try set_time_servers
try sync -f -- "$root/etc" "$root/usr" "$root/var"
try refresh_units
try mask_units
exit "$failed"
`);
