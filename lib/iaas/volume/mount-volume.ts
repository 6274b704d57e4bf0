/** Where the program below and what it reads are on a host. */
export const MOUNT_VOLUME_PATH = '/usr/local/sbin/altostratus-mount-volume';
export const VOLUME_FOLDER = '/etc/altostratus/volumes';

/**
 * Mounts one data disk. What it is stands in a file, `LABEL SIZE_GIB MODE MOUNT`. A disk is known by the label of its file system;
 * the first time there is none, and a disk of exactly that size with nothing on it is taken: among several all are alike.
 * Nothing is ever formatted that holds anything at all. It waits, for a disk may be attached after the host has booted, and
 * says what for; it never gives up, so that what needs the disk does not start without it.
 */
export const MOUNT_VOLUME = `#!/usr/bin/env bash
# altostratus-mount-volume NAME: mounts the data disk of that name. Safe to run again.
set -euo pipefail
export LC_ALL=C
root=\${ALTOSTRATUS_ROOT:-} # another root folder, for tests
read -r label size_gib mode mount <"$root${VOLUME_FOLDER}/$1"

said=''
# Once each: the journal is not filled with one sentence.
say() { [ "$said" = "$*" ] || printf 'altostratus: %s\\n' "$*" >&2; said=$*; }

# Whole disks that can be written, with their sizes.
disks() { lsblk --bytes --nodeps --noheadings --paths --output NAME,SIZE,TYPE,RO | awk '$3 == "disk" && $4 == 0 { print $1, $2 }'; }

# No partition, no signature of a file system, not in use.
blank() {
  [ "$(lsblk --noheadings --list --output NAME -- "$1" | wc -l)" = 1 ] || return 1
  [ -z "$(wipefs --no-act --noheadings -- "$1")" ]
}

find_blank() {
  local disk size
  while read -r disk size; do
    if [ "$size" = "$((size_gib * 1024 * 1024 * 1024))" ] && blank "$disk"; then
      printf '%s\\n' "$disk"
      return
    fi
  done < <(disks | sort)
}

# One at a time: two disks of one size must not be taken for each other.
find_or_make() {
  local disk
  disk=$(blkid --label "$label" || true)
  if [ -z "$disk" ]; then
    disk=$(find_blank)
    [ -n "$disk" ] || return 1
    say "makes a file system on $disk: it is blank and has $size_gib GiB"
    mkfs.ext4 -q -L "$label" "$disk" || return 1
    udevadm settle || true
  fi
  printf '%s\\n' "$disk"
}

attempt() {
  local disk status=0
  if mountpoint -q -- "$root$mount"; then return 0; fi
  # What is there would be hidden, and look lost.
  if [ -n "$(ls -A -- "$root$mount" 2>/dev/null)" ]; then
    say "$mount holds files; move them away, then the disk $label is mounted there"
    return 1
  fi
  disk=$(find_or_make) || { say "waits for the disk $label: no file system has that label, and no blank disk has $size_gib GiB"; return 1; }
  e2fsck -p "$disk" >&2 || status=$?
  [ "$status" -le 1 ] || { say "the file system of $disk must be repaired by hand: e2fsck $disk"; return 1; }
  mkdir -p -- "$root$mount" && mount -t ext4 -o noatime "$disk" "$root$mount" && chmod "$mode" "$root$mount" || return 1
  # A disk that was made larger.
  resize2fs "$disk" >&2 || say "cannot make the file system of $disk as large as the disk"
}

mkdir -p -- "$root/run"
exec 9>"$root/run/altostratus-volumes.lock"
until flock 9 && attempt; do
  flock -u 9
  sleep 2
done
`;
