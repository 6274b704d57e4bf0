import { DATA } from '../data';

/** Authorities that programs of the host trust, beside those of the distribution. */
export const TRUST_STEP = `# set_trust [early]: before packages are installed it may be too early for it; a mirror of packages may need it.
set_trust() {
  local folder=$root/usr/local/share/ca-certificates update=update-ca-certificates file wanted
  [ -d "$root${DATA.trust}" ] || return 0
  if ! has "$update"; then folder=$root/etc/pki/ca-trust/source/anchors update=update-ca-trust; fi
  if [ "\${1:-}" = early ] && ! has "$update"; then return 0; fi
  wanted=$(cd "$root${DATA.trust}" && sha256sum -- *) || return 1
  [ "$wanted" != "$(cat "$state/trust" 2>/dev/null)" ] || return 0
  for file in "$root${DATA.trust}"/*; do replace "$folder/altostratus-\${file##*/}" <"$file" || return 1; done
  "$update" >/dev/null && mkdir -p -- "$state" && printf '%s\\n' "$wanted" >"$state/trust"
}
`;
