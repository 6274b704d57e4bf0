import { DATA } from '../data';

/** Where packages come from, and that they are there. */
export const PACKAGES_STEP = `set_repositories() {
  local file
  for file in "$root${DATA.repositories}"/*; do
    case $file in
    *.sources) ! has apt-get || replace "$root/etc/apt/sources.list.d/altostratus-\${file##*/}" <"$file" || return 1 ;;
    *.repo) has apt-get || ! has dnf || replace "$root/etc/yum.repos.d/altostratus-\${file##*/}" <"$file" || return 1 ;;
    esac
  done
}

# installed NAME VERSION: the version is a pattern.
installed() {
  local found
  if has apt-get; then
    found=$(dpkg-query -W -f '\${db:Status-Status} \${Version}' -- "$1" 2>/dev/null) || return 1
    [[ $found == "installed "$2 ]]
  else
    found=$(rpm -q --whatprovides --queryformat '%{VERSION}-%{RELEASE}' -- "$1" 2>/dev/null) || return 1
    [[ $found == $2 ]]
  fi
}

# Packages as NAME or NAME=VERSION.
install_now() (
  if has apt-get; then
    apt=(apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold)
    # Packages must not start what they bring: the units may wait for keys, and apt-get for the units.
    policy=$root/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap 'rm -f -- "$policy"' EXIT
      printf '#!/bin/sh\\nexit 101\\n' >"$policy" && chmod 0755 "$policy" || exit 1
    fi
    "\${apt[@]}" update && "\${apt[@]}" install --no-install-recommends --allow-downgrades --allow-change-held-packages -- "$@" || exit 1
    # What is wanted in one version is not to be upgraded by anybody else.
    for package; do case $package in *=*) apt-mark -q hold -- "\${package%%=*}" >/dev/null || exit 1 ;; esac; done
  elif has dnf; then
    dnf -q -y --disableexcludes=main install -- "\${@/=/-}"
  else
    say 'no apt-get and no dnf here'
    exit 1
  fi
)

# As apt-mark hold does above: dnf passes over what its configuration excludes, whoever asks for an upgrade. \`exclude\` and
# \`excludepkgs\` add up, but the same key twice does not, and one of them may be somebody else's.
hold_packages() {
  local names conf=$root/etc/dnf/dnf.conf
  ! has apt-get && has dnf || return 0
  names=$(awk '$3 != "*" { printf "%s%s", sep, $2; sep = " " }' "$root${DATA.packages}") || return 1
  if [ ! -e "$conf" ]; then
    [ -n "$names" ] || return 0
    mkdir -p -- "\${conf%/*}" && printf '[main]\\n' >"$conf" || return 1
  fi
  awk -v names="$names" '
    /^# altostratus: / { getline; next }
    { all[++n] = $0 }
    /^exclude[ \\t]*=/ { taken = 1 }
    END {
      for (i = 1; i <= n; i++) {
        print all[i]
        if (all[i] ~ /^\\[main\\]/ && names != "")
          print "# altostratus: these have to have one version\\n" (taken ? "excludepkgs=" : "exclude=") names
      }
    }' "$conf" | replace "$conf"
}

# Ten minutes: whatever serves the packages may be booting too.
install_packages() {
  local name rhel version missing=() attempt
  while read -r name rhel version; do
    has apt-get || name=$rhel
    installed "$name" "$version" && continue
    if [ "$version" = '*' ]; then missing+=("$name"); else missing+=("$name=$version"); fi
  done <"$root${DATA.packages}"
  [ "\${#missing[@]}" -gt 0 ] || return 0
  for attempt in {1..60}; do
    if install_now "\${missing[@]}"; then return 0; fi
    say "attempt $attempt: cannot install \${missing[*]}"
    sleep 10
  done
  return 1
}
`;
