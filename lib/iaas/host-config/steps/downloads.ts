import { DATA } from '../data';

/** Fetches what DATA.downloads names. */
export const DOWNLOADS_STEP = `stamp() { stat -c '%a:%s:%.9Y' -- "$root$1" 2>/dev/null || echo absent; }

# Where it is noted what an installed file was made from.
note_of() { printf '%s' "$state/downloads/\${1//\\//%}"; }
note() { printf '%s\\n' "$2 $3 $4 $(stamp "$1")" >"$(note_of "$1")"; }
sum_of() { sha256sum <"$1" | cut -d ' ' -f 1; }

# is_fetched PATH SHA256 MODE MEMBER: whether a file is there as it was installed from that source. One that came with the
# image of the host and is the right one is as good.
is_fetched() {
  local now
  now=$(stamp "$1")
  [ "$now" != absent ] || return 1
  [ "$(cat -- "$(note_of "$1")" 2>/dev/null)" != "$2 $3 $4 $now" ] || return 0
  [ "$4" = - ] && [ "\${now%%:*}" = "\${3#0}" ] && [ "$(sum_of "$root$1")" = "$2" ] && note "$@"
}

# get URL SHA256 FILE: a file that is not what it should be is not kept.
get() {
  local protocols='=https,http' reason found
  case $1 in https:*) protocols='=https' ;; esac
  reason=$(curl -q --noproxy '*' --proto "$protocols" --fail --location --silent --show-error --connect-timeout 10 \\
    --speed-limit 1000 --speed-time 30 --output "$3" --url "$1" 2>&1) || { say "cannot fetch $1: $reason"; return 1; }
  found=$(sum_of "$3")
  [ "$found" = "$2" ] || { say "not installed: $1 has the SHA-256 $found, but $2 is wanted"; return 1; }
}

# fetch URL SHA256: installs all files that come from there. Nothing is unpacked, put in place or made executable before the
# sum is right; then each file is replaced in one step.
fetch() (
  folder='' file=''
  while IFS=$'\\t' read -r sum mode path url member <&3; do
    if [ "$url" != "$1" ] || [ "$sum" != "$2" ] || is_fetched "$path" "$sum" "$mode" "$member"; then continue; fi
    if [ -z "$folder" ]; then
      folder=$root\${path%/*}/.altostratus-$(printf '%s' "$url" | sha256sum | cut -c 1-16)
      trap 'rm -rf -- "$folder"' EXIT
      rm -rf -- "$folder" && mkdir -p -- "$folder" && get "$url" "$sum" "$folder/source" || exit 1
    fi
    file=$folder/source
    if [ "$member" != - ]; then
      [ -d "$folder/unpacked" ] || { mkdir -- "$folder/unpacked" && tar -xzf "$file" -C "$folder/unpacked" --no-same-owner; } ||
        { say "cannot unpack $url"; exit 1; }
      file=$folder/unpacked/$member
    fi
    mkdir -p -- "$root\${path%/*}" && install -m "$mode" -T -- "$file" "$root$path.altostratus" &&
      sync -- "$root$path.altostratus" && mv -fT -- "$root$path.altostratus" "$root$path" &&
      note "$path" "$sum" "$mode" "$member" || { say "cannot install $path from $url"; exit 1; }
    say "installed $path"
  done 3<"$root${DATA.downloads}"
)

# One round over all sources, four at a time.
fetch_round() {
  local url sum running=0 result=0
  awk -F '\\t' '!seen[$4, $1]++ { print $4 "\\t" $1 }' "$root${DATA.downloads}" >"$work/sources"
  while IFS=$'\\t' read -r url sum <&3; do
    if [ "$running" -ge 4 ]; then
      wait -n || result=1
      running=$((running - 1))
    fi
    fetch "$url" "$sum" &
    running=$((running + 1))
  done 3<"$work/sources"
  for (( ; running > 0; running--)); do wait -n || result=1; done
  return "$result"
}

# Ten minutes, as for packages.
install_downloads() {
  local attempt
  [ -e "$root${DATA.downloads}" ] || return 0
  mkdir -p -- "$state/downloads"
  for attempt in {1..60}; do
    if fetch_round; then return 0; fi
    say "attempt $attempt: not all downloads are there"
    sleep 10
  done
  return 1
}
`;
