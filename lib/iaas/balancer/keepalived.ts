import { word } from '../host-config/encode';
import { distinct } from './distinct';
import { ALIVE_SOCKET, servedPath } from './haproxy';

/** A virtual address as one of its hosts sees it. */
export interface VirtualAddress {
  readonly name: string;
  readonly address: string;
  /** 1 to 255, unique in the subnet. */
  readonly routerId: number;
  /** 1 to 254; the highest of those who are well gets an address that nobody has. */
  readonly priority: number;
  /** The other hosts. */
  readonly peers: readonly string[];
}

/** The host that keepalived runs on. */
export interface VrrpHost {
  readonly name: string;
  readonly address: string;
  /** Undefined: looked up by the host's address when keepalived starts. */
  readonly networkInterface: string | undefined;
}

/** Written when keepalived starts, on hosts whose network interface is not known beforehand. */
export const INTERFACE_PATH = '/run/altostratus/interface.conf';

/** Seconds between two packets of who has an address. Others take it over when three are missing: after 1.5 s. */
const ADVERTISEMENT_INTERVAL = 0.5;

/**
 * Checks in a row that must agree about who is well behind an address: all API servers are unready together for a moment when
 * etcd elects a leader, and then an address that moves would only make it longer; and a haproxy that starts takes all of its
 * targets for well until it has asked them.
 */
const SERVED_CHECKS = 3;

/**
 * keepalived.conf of a host, for all virtual addresses that it may have. No host is master from the start, and who has an
 * address keeps it (`nopreempt`): a host that comes back interrupts nobody. A host whose haproxy does not answer gives its
 * addresses up, and one that finds no target well gives up the address in front of them: it may be one that hears nobody. Such
 * a host believes that it is alone, and would take the address from a host that is well. So nobody has the address of an API
 * before the first API server answers. Checks have no weight, as with `nopreempt` a lowered priority moves nothing (tried with
 * keepalived 2.2.7).
 *
 * VRRP version 3 (RFC 5798): version 2 has whole seconds only, and an address whose host died was gone for 3.0 s. It has no
 * passwords, which version 2 sent in plain text; what guards against mistakes is that packets of other hosts are not heard.
 * `vrrp_priority`: on a host that is busy the packets still go out in time.
 */
export function keepalivedConfig(host: VrrpHost, addresses: readonly VirtualAddress[]): string {
  const include = host.networkInterface === undefined ? [`include ${INTERFACE_PATH}\n`] : [];
  const names = distinct(addresses.map(({ name }) => word(name)));
  return [
    ...include,
    globals(host),
    check('haproxy', '/', 2),
    ...addresses.flatMap((one, n) => [
      check(served(one), servedPath(one.address), SERVED_CHECKS),
      instance(names[n] ?? '', host, one),
    ]),
  ].join('\n');
}

function globals({ name }: VrrpHost): string {
  return `global_defs {
  router_id ${word(name)}
  enable_script_security
  script_user root
  vrrp_version 3
  vrrp_check_unicast_src
  vrrp_garp_master_refresh 60
  vrrp_priority -20
}
`;
}

/** Name of the check whether somebody is well behind an address. */
function served({ address }: VirtualAddress): string {
  return `served-${word(address)}`;
}

/** @param times how many answers in a row, each a second after the other, must differ from what was thought */
function check(name: string, path: string, times: number): string {
  return `vrrp_script ${name} {
  script "/usr/bin/curl -sf -o /dev/null --max-time 1 --unix-socket ${ALIVE_SOCKET} http://localhost${path}"
  interval 1
  timeout 2
  fall ${times}
  rise ${times}
}
`;
}

function instance(name: string, host: VrrpHost, one: VirtualAddress): string {
  const { address, routerId, priority, peers } = one;
  const unicast = peers.length === 0 ? [] : ['  unicast_peer {', ...peers.map((peer) => `    ${word(peer)}`), '  }'];
  return [
    `vrrp_instance ${name} {`,
    '  state BACKUP',
    '  nopreempt',
    `  interface ${host.networkInterface === undefined ? '${INTERFACE}' : word(host.networkInterface)}`,
    `  virtual_router_id ${routerId}`,
    `  priority ${priority}`,
    `  advert_int ${ADVERTISEMENT_INTERVAL}`,
    `  unicast_src_ip ${word(host.address)}`,
    ...unicast,
    '  virtual_ipaddress {',
    `    ${word(address)}/32`,
    '  }',
    '  track_script {',
    '    haproxy',
    `    ${served(one)}`,
    '  }',
    '}',
    '',
  ].join('\n');
}
