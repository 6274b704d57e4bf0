import type { IConstruct } from 'constructs';
import { systemdArgument } from '../host-config/encode';
import { SECRETS_UNIT } from '../host-config/model';
import type { HostPart, HostUnit } from '../host-config/model';
import type { Machine } from '../machine';
import { haproxyConfig } from './haproxy';
import type { HaproxyService } from './haproxy';
import { INTERFACE_PATH, keepalivedConfig, PASSWORDS_PATH, passwordsFile } from './keepalived';
import type { VirtualAddress } from './keepalived';
import type { BalancerPort } from './port';

/** A balancer, as the hosts that it runs on need it. */
export interface RunningBalancer extends IConstruct {
  readonly address: string | undefined;
  readonly virtualRouterId: number | undefined;
  readonly password: { readonly value: string } | undefined;
  readonly ports: readonly BalancerPort[];
  /** Hosts behind it. */
  readonly targets: readonly Machine[];
  /** Hosts that it runs on. */
  readonly on: readonly Machine[];
}

const running = new WeakMap<Machine, RunningBalancer[]>();

/** Runs a balancer on a host: all balancers of one host share one keepalived and one haproxy. */
export function renderOn(machine: Machine, balancer: RunningBalancer): void {
  const before = running.get(machine);
  if (before !== undefined) {
    before.push(balancer);
    return;
  }
  const balancers = [balancer];
  running.set(machine, balancers);
  machine.host.add(() => balancerPart(machine, balancers));
}

function balancerPart(machine: Machine, balancers: readonly RunningBalancer[]): HostPart {
  const addresses = balancers.map((balancer) => virtualAddress(machine, balancer));
  const passwords = balancers.map(({ virtualRouterId = 0, password }) => ({
    routerId: virtualRouterId,
    password: password?.value ?? '',
  }));
  const { machineName: name, address, networkInterface } = machine;
  return {
    packages: ['curl', 'haproxy', 'keepalived'],
    services: ['haproxy.service', 'keepalived.service'],
    // haproxy listens on every virtual address, whichever host has it at the moment.
    sysctls: { 'net.ipv4.ip_nonlocal_bind': '1' },
    files: [
      {
        path: '/etc/haproxy/haproxy.cfg',
        content: haproxyConfig(balancers.flatMap(servicesOf)),
        readBy: ['haproxy.service'],
      },
      {
        path: '/etc/keepalived/keepalived.conf',
        content: keepalivedConfig({ name, address, networkInterface }, addresses),
        readBy: ['keepalived.service'],
      },
      { path: PASSWORDS_PATH, content: passwordsFile(passwords), secret: true },
      ...(networkInterface === undefined ? [FIND_INTERFACE] : []),
    ],
    units: [HAPROXY_UNIT, keepalivedUnit(machine)],
  };
}

function servicesOf(balancer: RunningBalancer): HaproxyService[] {
  return balancer.ports.map(({ port, targetPort, check, proxyProtocol = false }) => ({
    name: `${nameOf(balancer)}-${port}`,
    address: balancer.address ?? '',
    port,
    check,
    proxyProtocol,
    targets: balancer.targets.map((target) => ({
      name: target.machineName,
      address: target.address,
      port: targetPort(),
    })),
  }));
}

/** Hosts are preferred in another order by each balancer, so that the first host does not have all addresses. */
function virtualAddress(machine: Machine, balancer: RunningBalancer): VirtualAddress {
  const { on, address = '', virtualRouterId: routerId = 0 } = balancer;
  const position = (on.indexOf(machine) + routerId) % on.length;
  return {
    name: nameOf(balancer),
    address,
    routerId,
    priority: Math.max(1, 254 - position),
    peers: on.filter((other) => other !== machine).map((other) => other.address),
  };
}

function nameOf(balancer: RunningBalancer): string {
  return balancer.node.path.replaceAll('/', '-');
}

const ALWAYS = '[Service]\nRestart=always\nRestartSec=1\n';

const HAPROXY_UNIT: HostUnit = {
  name: 'haproxy.service.d/altostratus.conf',
  content: `[Unit]\nStartLimitIntervalSec=0\n\n${ALWAYS}RuntimeDirectory=haproxy\nRuntimeDirectoryPreserve=yes\n`,
};

function keepalivedUnit({ address, networkInterface }: Machine): HostUnit {
  const waits = `Wants=${SECRETS_UNIT}\nAfter=${SECRETS_UNIT} haproxy.service\n`;
  const find = `ExecStartPre=${FIND_INTERFACE.path} ${systemdArgument(address)}\n`;
  return {
    name: 'keepalived.service.d/altostratus.conf',
    content: `[Unit]\n${waits}StartLimitIntervalSec=0\n\n${ALWAYS}${networkInterface === undefined ? find : ''}`,
  };
}

const FIND_INTERFACE = {
  path: '/usr/local/sbin/altostratus-interface',
  mode: '0755',
  content: `#!/usr/bin/env bash
# Notes for keepalived which network interface has an address.
set -euo pipefail
name=$(ip -4 -o address show to "$1/32" | awk 'NR == 1 { print $2 }')
[ -n "$name" ] || { printf 'no network interface has the address %s yet\\n' "$1" >&2; exit 1; }
mkdir -p ${INTERFACE_PATH.slice(0, INTERFACE_PATH.lastIndexOf('/'))}
printf '$INTERFACE=%s\\n' "$name" >${INTERFACE_PATH}
`,
};
