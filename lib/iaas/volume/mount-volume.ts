import { BLANK_DISK } from './blank-disk';

/** Where the program below and what it reads are on a host. */
export const MOUNT_VOLUME_PATH = '/usr/local/sbin/altostratus-mount-volume';
export const VOLUME_FOLDER = '/etc/altostratus/volumes';

/**
 * Mounts one data disk. What it is stands in a file, `LABEL SIZE_GIB MODE MOUNT UNIT…`. A disk is known by the label of its file
 * system; where two have it, neither is taken. The first time none has it, and a blank disk of exactly that size is taken
 * (BLANK_DISK says what is blank): among several all are alike. It waits, for a disk may be attached after the host has
 * booted, and says once what for and which disks it saw. It never gives up; where it is killed, its unit starts it again.
 *
 * The units are those that need the disk. systemd refuses to start them without it, and does not try again by itself what
 * it has refused; this does.
 */
export const MOUNT_VOLUME = `#!/usr/bin/env bash
# altostratus-mount-volume NAME: mounts the data disk of that name. Safe to run again.
set -euo pipefail
export LC_ALL=C
root=\${ALTOSTRATUS_ROOT:-} # another root folder, for tests
read -r label size_gib mode mount users <"$root${VOLUME_FOLDER}/$1"
wanted=$((size_gib * 1024 * 1024 * 1024))

said=''
# Once each: the journal is not filled with one sentence.
say() { [ "$said" = "$*" ] || printf 'altostratus: %s\\n' "$*" >&2; said=$*; }

${BLANK_DISK}
# Whole disks with a medium: NAME SIZE READ_ONLY.
disks() { lsblk --bytes --nodeps --noheadings --paths --output NAME,SIZE,TYPE,RO | awk '$3 == "disk" && $2 > 0 { print $1, $2, $4 }' | sort; }

in_gib() {
  if [ "$(($1 % (1 << 30)))" = 0 ]; then
    printf '%s GiB' "$(($1 >> 30))"
  else
    printf '%s.%02d GiB (%s bytes)' "$(($1 >> 30))" "$((($1 % (1 << 30)) * 100 >> 30))" "$1"
  fi
}

# Devices whose file system has the label, as it is on them now. What another device is made of has the same one, and is not meant.
labelled() {
  local device
  while read -r device; do
    alone "$device" || continue
    if [ "$(blkid --probe --match-tag LABEL --output value -- "$device" || true)" = "$label" ]; then printf '%s\\n' "$device"; fi
  done < <(lsblk --noheadings --list --paths --output NAME | sort -u)
}

# Sets blank to a disk that may be taken; where there is none, seen and damaged to what is there instead.
look() {
  local disk size read_only state
  blank='' seen='' damaged=''
  while read -r disk size read_only; do
    state=$(describe "$disk" "$size" "$read_only" "$wanted")
    if [ "$state" = blank ]; then
      blank=$disk
      return
    fi
    seen+="\${seen:+; }$disk, $(in_gib "$size") $state"
    case $size:$state in "$wanted:with data "*) damaged=$disk ;; esac
  done < <(disks)
}

# What to do where no disk will do.
advice() {
  if [ -n "$damaged" ]; then
    printf '%s' "If $damaged is the disk and its file system is damaged, e2fsck -b 32768 -B 4096 $damaged repairs it from a copy of its superblock; if nothing on it is needed, blkdiscard --zeroout $damaged makes it blank."
  else
    printf '%s' "Attach the disk, or a blank one of $size_gib GiB."
  fi
}

# Sets disk, or says why there is none.
find_or_make() {
  local found
  mapfile -t found < <(labelled)
  if [ "\${#found[@]}" -gt 1 ]; then
    say "the label $label is on \${found[*]}, and none is mounted: detach the one that is a copy, or give it another label: e2label DISK NAME"
    return 1
  fi
  disk=\${found[0]:-}
  [ -z "$disk" ] || return 0
  look
  if [ -z "$blank" ]; then
    say "waits for the disk $label: no file system has that label, and no blank disk has $size_gib GiB. Seen: \${seen:-no disk}. $(advice)"
    return 1
  fi
  disk=$blank
  say "makes a file system on $disk: it is blank and has $size_gib GiB"
  mkfs.ext4 -q -L "$label" "$disk" || return 1
  udevadm settle || true
}

attempt() {
  local disk status=0
  if mountpoint -q -- "$root$mount"; then return 0; fi
  # What is there would be hidden, and look lost.
  if [ -n "$(ls -A -- "$root$mount" 2>/dev/null)" ]; then
    say "$mount holds files; move them away, then the disk $label is mounted there"
    return 1
  fi
  find_or_make || return 1
  e2fsck -p "$disk" >&2 || status=$?
  [ "$status" -le 1 ] || { say "the file system of $disk must be repaired by hand: e2fsck $disk"; return 1; }
  mkdir -p -- "$root$mount" && mount -t ext4 -o noatime "$disk" "$root$mount" && chmod "$mode" "$root$mount" || return 1
  # A disk that was made larger.
  resize2fs "$disk" >&2 || say "cannot make the file system of $disk as large as the disk"
}

# Starts what systemd refused to start before the disk was there, and nothing that is stopped for another reason. systemd knows
# what it refused as long as something wants the unit, as a target of the boot does.
start_refused() {
  local unit state
  for unit in $users; do
    state=$(systemctl show --property=AssertResult --property=AssertTimestampMonotonic -- "$unit") || continue
    case $state in *AssertTimestampMonotonic=0*) ;; *AssertResult=no*) systemctl start --no-block -- "$unit" || true ;; esac
  done
}

mkdir -p -- "$root/run"
# One at a time: two disks of one size must not be taken for each other.
exec 9>"$root/run/altostratus-volumes.lock"
until flock 9 && attempt; do
  flock -u 9
  sleep 2
done
start_refused
`;
