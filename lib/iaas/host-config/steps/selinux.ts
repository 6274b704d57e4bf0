import { DATA } from '../data';

/** What SELinux has to let programs do; changing its policy takes seconds, so what is so already is left alone. */
export const SELINUX_STEP = `set_selinux() {
  local kind name config=$root/etc/selinux/config result=0
  [ -e "$root${DATA.selinux}" ] && has getenforce && [ "$(getenforce)" != Disabled ] || return 0
  while read -r kind name <&3; do
    case $kind in
    permissive)
      [ "$(getenforce)" = Permissive ] || setenforce 0 || result=1
      ! grep -qs '^SELINUX=enforcing' "$config" || sed -i 's/^SELINUX=enforcing.*/SELINUX=permissive/' "$config" || result=1
      ;;
    boolean) [ "$(getsebool "$name")" = "$name --> on" ] || setsebool -P "$name" on || result=1 ;;
    domain) is_permissive "$name" || make_permissive "$name" || result=1 ;;
    esac
  done 3<"$root${DATA.selinux}"
  return "$result"
}

# The same module that semanage(8) makes, for hosts without it.
is_permissive() { semodule -l | awk -v name="permissive_$1" '$1 == name { found = 1 } END { exit !found }'; }
make_permissive() { printf '(typepermissive %s)\\n' "$1" >"$work/permissive_$1.cil" && semodule -i "$work/permissive_$1.cil"; }
`;
