/**
 * Shell functions that judge whether a disk is blank: it has no partition, no signature that wipefs(8) knows, and zeros
 * wherever something that lost its signature would still show. Read are 2 MiB each, at most 180 MiB of a disk:
 *
 * - its beginning and its end: headers of most formats, both copies of a partition table, and what begins at 1 MiB, as first
 *   partitions do;
 * - groups 1, 3, 5, 7, 9, 25, 27 and 49 of ext4, where backups of its superblock are (docs.kernel.org/filesystems/ext4,
 *   "Super Block": powers of 3, 5 and 7). A group has as many blocks as one block has bits, so it is of 8, 32 or 128 MiB
 *   where blocks are of 1, 2 or 4 KiB (same place, "Blocks", "Block Groups");
 * - every 64th part: allocation groups of xfs, each of which begins with a superblock, where they are 4 (mkfs.xfs(8), the
 *   default up to 4 TiB), 8, 16, 32 or 64; and samples of data that no format explains.
 *
 * Data that are nowhere of that are not seen; the whole of a large disk cannot be read while a host boots.
 */
export const BLANK_DISK = `# No partition, nothing made of it.
alone() { [ "$(lsblk --noheadings --list --output NAME -- "$1" | wc -l)" = 1 ]; }

window=$((2 * 1024 * 1024))

places() { # SIZE
  local part mib group
  printf '0\\n%s\\n' "$(($1 - window))"
  for mib in 128 32 8; do
    for group in 1 3 5 7 9 25 27 49; do printf '%s\\n' "$((group * mib * 1024 * 1024))"; done
  done
  for part in {1..63}; do printf '%s\\n' "$(($1 / 64 * part))"; done
}

# Where a disk has something else than zeros, in bytes; nothing where zeros are all that was read.
first_data() { # DISK SIZE
  local place count
  while read -r place; do
    [ "$((place + window))" -le "$2" ] || continue
    count=$(dd if="$1" bs=1M iflag=skip_bytes,count_bytes skip="$place" count="$window" status=none | tr -d '\\0' | wc -c) || return 1
    if [ "$count" != 0 ]; then
      printf '%s\\n' "$place"
      return
    fi
  done < <(places "$2")
}

# One word or more on what a disk holds; "blank" is said only of a disk of the size that is looked for.
describe() { # DISK SIZE READ_ONLY WANTED
  local found
  if [ "$3" != 0 ]; then
    echo 'read-only'
  elif ! alone "$1"; then
    echo 'with partitions, or in use'
  elif ! found=$(wipefs --no-act --noheadings --output TYPE -- "$1" | sort -u); then
    echo 'that cannot be read'
  elif [ -n "$found" ]; then
    echo "with $(paste -sd , <<<"$found")"
  elif [ "$2" != "$4" ]; then
    echo 'of another size'
  elif ! found=$(first_data "$1" "$2"); then
    echo 'that cannot be read'
  elif [ -n "$found" ]; then
    echo "with data near $((found / 1024 / 1024)) MiB, of no known kind"
  else
    echo 'blank'
  fi
}
`;
