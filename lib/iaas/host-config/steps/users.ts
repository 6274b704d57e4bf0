import { DATA } from '../data';

/** People who look after the host; their keys are where sshd is told to look for them. */
export const USERS_STEP = `set_users() {
  local name result=0
  [ -e "$root${DATA.users}" ] || return 0
  while read -r name; do
    id -u -- "$name" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash -- "$name" ||
      { result=1; say "cannot make the user $name"; }
  done <"$root${DATA.users}"
  return "$result"
}
`;
