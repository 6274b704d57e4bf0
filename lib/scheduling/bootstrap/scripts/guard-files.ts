/**
 * Guards what programs wrote on a host against power cuts: such files come back empty, or end anywhere.
 *
 *     guard-files keep    what is there now is kept once more, in another folder, and is on the disk when it ends
 *     guard-files mend    what is only the beginning of what was kept is put back; runs at every boot, before everybody else
 *
 * A file that was changed is not the beginning of what it was, so it stays. What somebody made shorter on purpose stays too: it is
 * kept by whoever changes such files when that is done, and in any case when the host is shut down, which a power cut does not.
 * Settings: KEPT (a folder), GUARDED (files and folders, separated by blanks).
 */
export const GUARD_FILES = `#!/bin/bash
set -euo pipefail
umask 077

say() { printf '%s\\n' "$*" >&2; }

mkdir -p "$KEPT"
exec 9>"$KEPT.lock"
flock 9

guarded() { find $GUARDED -type f -size -1024k ! -name '*.part' 2>/dev/null || true; }

keep() {
  local file
  local -A now=()
  while IFS= read -r file; do
    now[$file]=1
    if cmp -s "$file" "$KEPT$file"; then continue; fi
    mkdir -p "$(dirname "$KEPT$file")"
    cp -p "$file" "$KEPT$file.part"
    sync "$KEPT$file.part"
    mv "$KEPT$file.part" "$KEPT$file"
  done < <(guarded)
  # What was removed on purpose must not come back, nor what is not guarded any more.
  while IFS= read -r file; do
    if [ -z "\${now[\${file#"$KEPT"}]-}" ]; then rm -f "$file"; fi
  done < <(find "$KEPT" -type f)
  sync
}

# torn FILE KEPT: whether a file is a part of what was kept, from its beginning; blocks that were never written are zeros.
torn() {
  local size
  size=$(tr -d '\\0' <"$1" | wc -c)
  [ "$size" -lt "$(stat -c %s "$2")" ] && cmp -s <(tr -d '\\0' <"$1") <(head -c "$size" "$2")
}

mend() {
  local file
  while IFS= read -r file; do
    if [ -e "$KEPT$file" ] && torn "$file" "$KEPT$file"; then
      say "$file was torn: it is put back"
      cp -p "$KEPT$file" "$file.part"
      sync "$file.part"
      mv "$file.part" "$file"
    fi
  done < <(guarded)
}

case \${1:-} in
keep) keep ;;
mend) mend ;;
*)
  say "usage: \${0##*/} keep|mend"
  exit 2
  ;;
esac
`;
