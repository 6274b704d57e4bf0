import { DATA } from '../data';

/** Stops what must not run, once what stands in for it has been told to start. */
export const MASK_STEP = `mask_units() {
  local unit result=0
  [ -e "$root${DATA.masked}" ] || return 0
  while read -r unit <&3; do
    [ "$(readlink "$root/etc/systemd/system/$unit")" = /dev/null ] || systemctl mask --quiet -- "$unit" || result=1
    case $(systemctl is-active -- "$unit" || true) in active | activating | reloading) systemctl stop -- "$unit" || result=1 ;; esac
  done 3<"$root${DATA.masked}"
  return "$result"
}
`;
