import { haproxyArgument, word } from '../host-config/encode';

/** A port of a balancer as haproxy serves it. */
export interface HaproxyService {
  /** Unique among the services of a host. */
  readonly name: string;
  /** Address that it listens on; the host need not have it at the moment. */
  readonly address: string;
  readonly port: number;
  readonly check: { readonly kind: 'tcp' } | { readonly kind: 'https'; readonly path: string };
  readonly proxyProtocol: boolean;
  readonly targets: readonly { readonly name: string; readonly address: string; readonly port: number }[];
}

/** Answers while haproxy runs: keepalived asks it whether this host may have virtual addresses. */
export const ALIVE_SOCKET = '/run/haproxy/alive.sock';

/**
 * Timeouts are long, with TCP keep-alive, because watches of the Kubernetes API and `kubectl exec` are idle for minutes.
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
  option redispatch
  retries 3
  timeout connect 5s
  timeout check 5s
  timeout client 15m
  timeout server 15m
  default-server inter 2s fall 3 rise 2 on-marked-down shutdown-sessions

frontend alive
  mode http
  bind ${ALIVE_SOCKET} mode 600
  timeout client 5s
  monitor-uri /
`;

/** haproxy.cfg of a host, for all balancers that run on it. For haproxy 2.2 and newer. */
export function haproxyConfig(services: readonly HaproxyService[]): string {
  return [HEAD, ...services.map(service)].join('\n');
}

function service({ name, address, port, check, proxyProtocol, targets }: HaproxyService): string {
  const options = `${proxyProtocol ? ' send-proxy-v2' : ''} check${check.kind === 'https' ? ' check-ssl verify none' : ''}`;
  return [
    `frontend ${word(name)}`,
    `  bind ${word(address)}:${port}`,
    `  default_backend ${word(name)}`,
    '',
    `backend ${word(name)}`,
    '  balance leastconn',
    // The certificate is not looked at: the check asks whether the target is well, not who it is.
    ...(check.kind === 'https'
      ? [`  option httpchk GET ${haproxyArgument(check.path)}`, '  http-check expect status 200']
      : []),
    ...targets.map((target) => `  server ${word(target.name)} ${word(target.address)}:${target.port}${options}`),
    '',
  ].join('\n');
}
