import { systemdArgument } from '../host-config/encode';
import type { HostConfig } from '../host-config/host-config';
import type { HostPart, HostUnit } from '../host-config/model';
import type { Machine } from '../machine';
import { haproxyConfig } from './haproxy';
import type { HaproxyService } from './haproxy';
import { INTERFACE_PATH, keepalivedConfig } from './keepalived';
import type { VirtualAddress } from './keepalived';

/** Ports that one balancer has on one host. Asked once the tree is complete. */
export type Services = () => readonly HaproxyService[];

const serving = new WeakMap<HostConfig, Services[]>();
const holding = new WeakMap<Machine, (() => VirtualAddress)[]>();

/** Lets haproxy on a host serve ports: all balancers of one host share one haproxy. */
export function serveOn(host: HostConfig, services: Services): void {
  const before = serving.get(host);
  if (before !== undefined) {
    before.push(services);
    return;
  }
  const all = [services];
  serving.set(host, all);
  host.add(() => haproxyPart(all.flatMap((one) => one())));
}

/** Lets keepalived on a host hold a virtual address while haproxy runs there: all addresses of one host share one keepalived. */
export function holdOn(machine: Machine, address: () => VirtualAddress): void {
  const before = holding.get(machine);
  if (before !== undefined) {
    before.push(address);
    return;
  }
  const all = [address];
  holding.set(machine, all);
  machine.host.add(() =>
    keepalivedPart(
      machine,
      all.map((one) => one()),
    ),
  );
}

function haproxyPart(services: readonly HaproxyService[]): HostPart {
  return {
    packages: ['haproxy'],
    services: ['haproxy.service'],
    files: [{ path: '/etc/haproxy/haproxy.cfg', content: haproxyConfig(services), readBy: ['haproxy.service'] }],
    units: [HAPROXY_UNIT],
    // Listens and connects on ports that are not those of web servers (rhcs.te of fedora-selinux/selinux-policy, c9s).
    selinux: [{ kind: 'boolean', name: 'haproxy_connect_any' }],
  };
}

function keepalivedPart(machine: Machine, addresses: readonly VirtualAddress[]): HostPart {
  const { machineName: name, address, networkInterface } = machine;
  return {
    packages: ['curl', 'keepalived'],
    services: ['keepalived.service'],
    // haproxy listens on every virtual address, whichever host has it at the moment.
    sysctls: { 'net.ipv4.ip_nonlocal_bind': '1' },
    files: [
      {
        path: '/etc/keepalived/keepalived.conf',
        content: keepalivedConfig({ name, address, networkInterface }, addresses),
        readBy: ['keepalived.service'],
      },
      ...(networkInterface === undefined ? [FIND_INTERFACE] : []),
    ],
    units: [keepalivedUnit(machine)],
    // Its checks ask haproxy by a socket that is a file, for which there is no boolean (keepalived.te, as above).
    selinux: [{ kind: 'domain', name: 'keepalived_t' }],
  };
}

const ALWAYS = '[Service]\nRestart=always\nRestartSec=1\n';

const HAPROXY_UNIT: HostUnit = {
  name: 'haproxy.service.d/altostratus.conf',
  content: `[Unit]\nStartLimitIntervalSec=0\n\n${ALWAYS}RuntimeDirectory=haproxy\nRuntimeDirectoryPreserve=yes\n`,
};

function keepalivedUnit({ address, networkInterface }: Machine): HostUnit {
  const find = `ExecStartPre=${FIND_INTERFACE.path} ${systemdArgument(address)}\n`;
  return {
    name: 'keepalived.service.d/altostratus.conf',
    content: `[Unit]\nAfter=haproxy.service\nStartLimitIntervalSec=0\n\n${ALWAYS}${networkInterface === undefined ? find : ''}`,
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
