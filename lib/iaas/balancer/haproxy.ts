import { haproxyArgument, word } from '../host-config/encode';
import { distinct } from './distinct';
import type { HealthCheck } from './port';

/** A port of a balancer as haproxy serves it. */
export interface HaproxyService {
  readonly name: string;
  /** Addresses that it listens on; the host need not have them at the moment. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly check: HealthCheck;
  /**
   * How often targets are asked: each second by the few hosts that hold an address, rarely where every host of a cluster asks.
   * Rare checks are made up for by connections: the first that fails makes haproxy ask at once.
   */
  readonly checks: 'often' | 'rare';
  readonly proxyProtocol: boolean;
  readonly targets: readonly { readonly name: string; readonly address: string; readonly port: number }[];
}

/** Where keepalived asks whether this host may have virtual addresses: `/` is answered with 200 while haproxy runs. */
export const ALIVE_SOCKET = '/run/haproxy/alive.sock';

/** Answered with 200 while a target behind the address is well. */
export function servedPath(address: string): string {
  return `/${word(address)}`;
}

/**
 * Timeouts are long, with TCP keep-alive, because watches of the Kubernetes API and `kubectl exec` are idle for minutes.
 * A target that is gone costs a new connection one second: then another target is tried. It is out after two failed checks,
 * 2 to 3 s, and its connections are cut; one that answers slowly has 5 s for an answer, so that load alone does not put it out.
 * (In checks the time to connect is the lesser of `timeout connect` and `inter`, `timeout check` is for the answer.)
 * Normal ends of connections are not logged: a gateway has thousands a minute. How many connections there can be follows from
 * how many files the host allows (`maxconn` is not set), as haproxy does not start where it is told more than that.
 * Nothing is worse than an error: emergencies (no target yet, at first boot) would go to every terminal.
 */
const HEAD = `global
  log stdout format short daemon info err
  user haproxy
  group haproxy
  chroot /var/lib/haproxy
  stats socket /run/haproxy/admin.sock mode 600 level admin
  stats timeout 30s

defaults
  log global
  mode tcp
  option tcplog
  option dontlognull
  option dontlog-normal
  option clitcpka
  option srvtcpka
  option redispatch 1
  retries 3
  timeout connect 1s
  timeout check 5s
  timeout client 15m
  timeout server 15m
  default-server inter 1s fastinter 500ms fall 2 rise 2 on-marked-down shutdown-sessions

frontend alive
  mode http
  bind ${ALIVE_SOCKET} mode 600
  timeout client 5s
  http-request set-log-level silent
`;

const RARE_CHECKS =
  '  default-server inter 10s fastinter 1s downinter 5s fall 2 rise 2 observe layer4 error-limit 1 on-error fastinter on-marked-down shutdown-sessions';

/** haproxy.cfg of a host, for all balancers that run on it. For haproxy 2.2 and newer. */
export function haproxyConfig(services: readonly HaproxyService[]): string {
  const names = distinct(services.map(({ name }) => proxyName(name)));
  const named = services.map((one, n) => ({ ...one, name: names[n] ?? '' }));
  return [`${HEAD}${answers(named)}`, ...named.map(service)].join('\n');
}

/** Lines of the frontend that keepalived asks. */
function answers(services: readonly HaproxyService[]): string {
  const served = services.flatMap(({ name, addresses }) =>
    addresses.map(
      (address) => `  http-request return status 200 if { path ${servedPath(address)} } { nbsrv(${name}) gt 0 }\n`,
    ),
  );
  return ['  http-request return status 200 if { path / }\n', ...served, '  http-request return status 503\n'].join('');
}

/** Names of proxies and servers are letters, digits and `. _ : -` (haproxy configuration manual, 4). */
function proxyName(text: string): string {
  return word(text).replaceAll('/', '_');
}

function service({ name, addresses, port, check, checks, proxyProtocol, targets }: HaproxyService): string {
  const options = `${proxyProtocol ? ' send-proxy-v2' : ''} check${check.kind === 'https' ? ' check-ssl verify none' : ''}`;
  const servers = distinct(targets.map((target) => proxyName(target.name)));
  return [
    `frontend ${name}`,
    ...addresses.map((address) => `  bind ${word(address)}:${port}`),
    `  default_backend ${name}`,
    '',
    `backend ${name}`,
    '  balance leastconn',
    ...(checks === 'rare' ? [RARE_CHECKS] : []),
    // The certificate is not looked at: the check asks whether the target is well, not who it is.
    ...(check.kind === 'https'
      ? [`  option httpchk GET ${haproxyArgument(check.path)}`, '  http-check expect status 200']
      : []),
    ...targets.map((target, n) => `  server ${servers[n] ?? ''} ${word(target.address)}:${target.port}${options}`),
    '',
  ].join('\n');
}
