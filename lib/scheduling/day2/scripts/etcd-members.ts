import { Paths } from '../../bootstrap/paths';

/** Shell: reads the settings of the member on this host, from etcd's own file; what follows may call etcdctl. */
export const ETCD_SETTINGS = `set -a
# shellcheck source=/dev/null
. "\${ALTOSTRATUS_SETTINGS:-${Paths.etcdSettings}}"
set +a`;

/** The same, and the members that the program has: `members` (one a line), `endpoints` (with commas), `etcd` that asks them. */
export const ETCD_MEMBERS = `${ETCD_SETTINGS}

# Where they answer their clients.
members=$(tr , '\\n' <<<"$ETCD_INITIAL_CLUSTER" | sed -e 's/^[^=]*=//' -e 's/:2380$/:2379/')
endpoints=\${members//$'\\n'/,}
etcd() { etcdctl --command-timeout=10s --endpoints="$endpoints" "$@"; }`;
