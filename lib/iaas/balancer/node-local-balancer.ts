import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import type { NodeLocalEndpoint } from '../endpoint';
import type { Machine } from '../machine';
import type { MachinePool } from '../machine-pool';
import type { ISite } from '../site-interface';
import type { HaproxyService } from './haproxy';
import { serveOn } from './on-host';
import type { BalancerPort, HealthCheck } from './port';

export interface NodeLocalBalancerProps {
  readonly site: ISite;
  readonly endpoint: NodeLocalEndpoint;
  /** DNS name of the platform's own. */
  readonly hostName: string;
  /** Port that clients use, on every host. */
  readonly port: number;
  /** Port on the hosts behind it. */
  readonly targetPort: number;
  readonly check: HealthCheck;
  /** Hosts behind it. */
  readonly targets: readonly Machine[];
}

/** Hosts that are there, and those that come and go. */
export interface HostGroup {
  readonly machines: readonly Machine[];
  readonly scaling: MachinePool | undefined;
}

const LOOPBACK = '127.0.0.1';

/**
 * haproxy on every host that has to reach the targets, at its loopback address. A target reaches itself there without haproxy,
 * where the port is its own.
 */
export class NodeLocalBalancer extends PlatformConstruct {
  public readonly site: ISite;
  public readonly endpoint: NodeLocalEndpoint;
  public readonly hostName: string;
  public readonly ports: readonly BalancerPort[];
  public readonly targets: readonly Machine[];
  /** What its name leads to on each of the hosts. */
  public readonly address = LOOPBACK;

  public constructor(scope: Construct, id: string, props: NodeLocalBalancerProps) {
    super(scope, id);
    this.site = props.site;
    this.endpoint = props.endpoint;
    this.hostName = props.hostName;
    const { port, targetPort, check } = props;
    this.ports = [{ port, targetPort: () => targetPort, check }];
    this.targets = props.targets;
    if (port === targetPort) return;
    for (const target of this.targets) serveOn(target.host, () => this.services([LOOPBACK, target.address]));
  }

  /** Lets hosts reach the targets; for those that are no targets themselves. */
  public serve({ machines, scaling }: HostGroup): void {
    for (const { host } of [...machines, ...(scaling === undefined ? [] : [scaling])])
      serveOn(host, () => this.services([LOOPBACK]));
  }

  /** Addresses that its name has for people outside of its hosts: those of the targets, who have the port too. */
  public get records(): readonly string[] {
    return this.targets.map(({ address }) => address);
  }

  private services(addresses: readonly string[]): HaproxyService[] {
    return this.ports.map(({ port, targetPort, check }) => ({
      name: `${this.node.path.replaceAll('/', '-')}-${port}`,
      addresses,
      port,
      check,
      checks: 'rare',
      proxyProtocol: false,
      targets: this.targets.map(({ machineName: name, address }) => ({ name, address, port: targetPort() })),
    }));
  }
}
