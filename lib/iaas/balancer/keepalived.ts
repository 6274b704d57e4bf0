import { word } from '../host-config/encode';
import { ALIVE_SOCKET } from './haproxy';

/** A virtual address as one of its hosts sees it. */
export interface VirtualAddress {
  /** Unique among those of a host. */
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

/** Passwords by name; delivered apart, so that keepalived.conf itself can be reviewed. */
export const PASSWORDS_PATH = '/etc/keepalived/passwords.conf';

/** Written when keepalived starts, on hosts whose network interface is not known beforehand. */
export const INTERFACE_PATH = '/run/altostratus/interface.conf';

/**
 * keepalived.conf of a host, for all virtual addresses that it may have. No host is master from the start, and who has an
 * address keeps it (`nopreempt`): a host that comes back interrupts nobody. A host whose haproxy does not answer gives its
 * addresses up. That check has no weight, as with `nopreempt` a lowered priority moves nothing (tried with keepalived 2.2.7);
 * it asks for haproxy and not for an API server, so that an address is held before there is any.
 */
export function keepalivedConfig(host: VrrpHost, addresses: readonly VirtualAddress[]): string {
  const include = host.networkInterface === undefined ? [`include ${INTERFACE_PATH}`] : [];
  return [
    [`include ${PASSWORDS_PATH}`, ...include, '', globals(host)].join('\n'),
    ...addresses.map((address) => instance(host, address)),
  ].join('\n');
}

/** The file at PASSWORDS_PATH: parameters that keepalived.conf refers to. */
export function passwordsFile(passwords: readonly { readonly routerId: number; readonly password: string }[]): string {
  return passwords.map(({ routerId, password }) => `$PASSWORD_${routerId}=${password}\n`).join('');
}

function globals({ name }: VrrpHost): string {
  return `global_defs {
  router_id ${word(name)}
  enable_script_security
  script_user root
  vrrp_garp_master_refresh 60
}

vrrp_script haproxy {
  script "/usr/bin/curl -sf -o /dev/null --max-time 2 --unix-socket ${ALIVE_SOCKET} http://localhost/"
  interval 2
  timeout 3
  fall 2
  rise 2
}
`;
}

function instance(host: VrrpHost, { name, address, routerId, priority, peers }: VirtualAddress): string {
  const unicast = peers.length === 0 ? [] : ['  unicast_peer {', ...peers.map((peer) => `    ${word(peer)}`), '  }'];
  return [
    `vrrp_instance ${word(name)} {`,
    '  state BACKUP',
    '  nopreempt',
    `  interface ${host.networkInterface === undefined ? '${INTERFACE}' : word(host.networkInterface)}`,
    `  virtual_router_id ${routerId}`,
    `  priority ${priority}`,
    '  advert_int 1',
    `  unicast_src_ip ${word(host.address)}`,
    ...unicast,
    '  authentication {',
    '    auth_type PASS',
    `    auth_pass \${PASSWORD_${routerId}}`,
    '  }',
    '  virtual_ipaddress {',
    `    ${word(address)}/32`,
    '  }',
    '  track_script {',
    '    haproxy',
    '  }',
    '}',
    '',
  ].join('\n');
}
