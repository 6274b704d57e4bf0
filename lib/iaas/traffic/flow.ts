import type { IConstruct } from 'constructs';
import { perRoot } from '../../core/per-root';
import type { AddressRange } from './address-range';
import type { HostGroup } from './host-group';

/** Who sends or is sent to. */
export type Peer = HostGroup | AddressRange;

/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Protocols without ports; `any` stands for all protocols and ports. */
export type PortlessProtocol = 'any' | 'icmp' | 'esp' | 'vrrp' | 'ipip';

/** What is sent. */
export type Traffic =
  { readonly protocol: 'tcp' | 'udp'; readonly ports: readonly PortRange[] } | { readonly protocol: PortlessProtocol };

/** TCP to ports. */
export function tcp(...ports: readonly (number | PortRange)[]): Traffic {
  return { protocol: 'tcp', ports: ports.map(rangeOf) };
}

/** UDP to ports. */
export function udp(...ports: readonly (number | PortRange)[]): Traffic {
  return { protocol: 'udp', ports: ports.map(rangeOf) };
}

/** A protocol of its own. */
export function protocol(name: PortlessProtocol): Traffic {
  return { protocol: name };
}

/** What is sent, for programs: `Traffic.tcp(9100)`. */
export const Traffic = { tcp, udp, protocol } as const;

function rangeOf(port: number | PortRange): PortRange {
  return typeof port === 'number' ? { from: port, to: port } : port;
}

/** Somebody opens connections to somebody. What is not declared as a flow is not let in. */
export interface Flow {
  readonly from: readonly Peer[];
  readonly to: Peer;
  readonly traffic: readonly Traffic[];
  /** Half a sentence: who needs it for what. It stands beside the rule on hosts and in clouds. */
  readonly why: string;
  /**
   * Only packets to these addresses.
   * @default - any address of the receiver
   */
  readonly destination?: AddressRange;
  /**
   * Not packets from these addresses, though they lie in those of `from`.
   * @default - all of them
   */
  readonly except?: AddressRange;
  /**
   * `hosts`: it stays within a host, so networks never see it. `networks`: hosts only pass it on, so it is none of their own.
   * @default - both let it in
   */
  readonly only?: 'hosts' | 'networks';
  /**
   * The receiver sends its ports on to others, pods mostly (DNAT), before it looks at who may come in: hosts judge all of these
   * ports before that, whoever comes.
   * @default false
   */
  readonly translated?: boolean;
}

/** A flow, and the construct that declared it. */
export interface DeclaredFlow extends Flow {
  readonly at: IConstruct;
}

interface Declaration {
  readonly at: IConstruct;
  readonly flows: () => readonly Flow[];
}

const declarations = perRoot((): Declaration[] => []);

/** Says who opens connections to whom. Asked once the tree is complete, so that ports of the ledger are known. */
export function declareFlows(at: IConstruct, flows: () => readonly Flow[]): void {
  declarations(at).push({ at, flows });
}

/** All flows of a finished tree, in the order in which they were declared. */
export function flowsIn(tree: IConstruct): readonly DeclaredFlow[] {
  return declarations(tree).flatMap(({ at, flows }) => flows().map((flow) => ({ ...flow, at })));
}
