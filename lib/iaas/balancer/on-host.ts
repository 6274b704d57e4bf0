import type { HostPart } from '../host-config/model';
import type { Machine } from '../machine';
import type { Balancer } from './balancer';

const running = new WeakMap<Machine, Balancer[]>();

/** Runs a balancer on a host: all balancers of one host share one keepalived and one haproxy. */
export function renderOn(machine: Machine, balancer: Balancer): void {
  const before = running.get(machine);
  if (before !== undefined) {
    before.push(balancer);
    return;
  }
  const balancers = [balancer];
  running.set(machine, balancers);
  machine.host.add(() => balancerPart(machine, balancers));
}

function balancerPart(_machine: Machine, _balancers: readonly Balancer[]): HostPart {
  return {};
}
