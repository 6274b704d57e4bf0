/** Where the programs below are on a host. */
export const ACTIVATE_PATH = '/usr/local/sbin/altostratus-activate';
export const AWAIT_SECRETS_PATH = '/usr/local/sbin/altostratus-await-secrets';

/** What the programs below read, one item a line: values reach them as data, never as text of a program. */
export const DATA = {
  hostname: '/etc/altostratus/hostname',
  hosts: '/etc/altostratus/hosts',
  packages: '/etc/altostratus/packages',
  chrony: '/etc/altostratus/chrony.conf',
  /** `start UNIT`, `defined-by UNIT FILE`, `read-by UNIT FILE`. */
  units: '/etc/altostratus/units',
  secrets: '/etc/altostratus/secrets',
} as const;

export const MODULES_PATH = '/etc/modules-load.d/altostratus.conf';

/** Behind 99-sysctl.conf, which is /etc/sysctl.conf: the last one wins (sysctl.d(5)). */
export const SYSCTL_PATH = '/etc/sysctl.d/99-zz-altostratus.conf';

/** Wants every unit that is to run: one transaction starts them all in the order that they ask for. */
export const TARGET = 'altostratus.target';

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
 * that it was last started with, by the time stamps noted in /var/lib/altostratus. It does not wait for units: those may wait
 * for keys that are delivered after it has ended.
 */
export const ACTIVATE = `#!/usr/bin/env bash
# Makes this host what its files say. Safe to run again: what is so already is left alone.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
root=\${ALTOSTRATUS_ROOT:-} # another root folder, for tests
state=$root/var/lib/altostratus/started
failed=0

say() { printf 'altostratus: %s\\n' "$*" >&2; }
has() { command -v "$1" >/dev/null; }

# A step that fails keeps no other step from being taken; the exit status tells.
try() { "$@" || { failed=1; say "failed: $*"; }; }

# replace FILE: puts standard input there, unless that is what the file holds.
replace() {
  cat >"$work/new" || return 1
  cmp -s -- "$work/new" "$1" && return 0
  install -m 0644 -T -- "$work/new" "$1.altostratus" && mv -fT -- "$1.altostratus" "$1"
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

installed() {
  if has dpkg-query; then
    [ "$(dpkg-query -W -f '\${db:Status-Status}' -- "$1" 2>/dev/null)" = installed ]
  else
    rpm -q --quiet -- "$1"
  fi
}

install_now() (
  if has apt-get; then
    apt=(apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold)
    # Packages must not start what they bring: the units may wait for keys, and apt-get for the units.
    policy=$root/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap 'rm -f -- "$policy"' EXIT
      printf '#!/bin/sh\\nexit 101\\n' >"$policy" && chmod 0755 "$policy" || exit 1
    fi
    "\${apt[@]}" update && "\${apt[@]}" install --no-install-recommends -- "$@"
  elif has dnf; then
    dnf -q -y install -- "$@"
  else
    say 'no apt-get and no dnf here'
    exit 1
  fi
)

# Ten minutes: whatever serves the packages may be booting too.
install_packages() {
  local package missing=() attempt
  while read -r package; do installed "$package" || missing+=("$package"); done <"$root${DATA.packages}"
  [ "\${#missing[@]}" -gt 0 ] || return 0
  for attempt in {1..60}; do
    if install_now "\${missing[@]}"; then return 0; fi
    say "attempt $attempt: cannot install \${missing[*]}"
    sleep 10
  done
  return 1
}

set_time_servers() {
  local conf=$root/etc/chrony.conf
  [ -e "$root${DATA.chrony}" ] || return 0
  [ ! -d "$root/etc/chrony" ] || conf=$root/etc/chrony/chrony.conf
  replace "$conf" <"$root${DATA.chrony}"
}

stamp() { stat -c '%a:%s:%.9Y' -- "$root$1" 2>/dev/null || echo absent; }
noted() { cat -- "$state/$1" 2>/dev/null || true; }

refresh_units() {
  local kind unit path seen changed=() units=()
  local -A definitions=() contents=()
  while read -r kind unit path; do
    if [ -z "\${definitions[$unit]+set}" ]; then units+=("$unit") definitions[$unit]='' contents[$unit]=''; fi
    case $kind in
    defined-by) definitions[$unit]+=" $path=$(stamp "$path")" ;;
    read-by) contents[$unit]+=" $path=$(stamp "$path")" ;;
    esac
  done <"$root${DATA.units}"
  for unit in "\${units[@]}"; do
    [ "$(noted "$unit")" = "\${definitions[$unit]}|\${contents[$unit]}" ] || changed+=("$unit")
  done
  [ "\${#changed[@]}" -gt 0 ] || return 0
  mkdir -p -- "$state"
  systemctl daemon-reload || return 1
  for unit in "\${changed[@]}"; do
    seen=$(noted "$unit")
    case $unit:$(systemctl is-active -- "$unit" || true) in
    *.target:*) ;;
    *:active | *:activating | *:reloading)
      if [ "\${seen%%|*}" = "\${definitions[$unit]}" ]; then
        systemctl reload-or-restart --no-block -- "$unit" || return 1
      else
        systemctl restart --no-block -- "$unit" || return 1
      fi
      ;;
    esac
    printf '%s\\n' "\${definitions[$unit]}|\${contents[$unit]}" >"$state/$unit" || return 1
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
install_packages || { say 'packages are missing, so nothing is started'; exit 1; }
try set_time_servers
try refresh_units
exit "$failed"
`;
