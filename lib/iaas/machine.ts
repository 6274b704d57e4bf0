import type { Construct } from 'constructs';
import type { Allotment } from '../core/allotment';
import { formatAddress } from '../core/cidr';
import { PlatformConstruct } from '../core/construct';
import { takeAddress } from '../core/input';
import { deriveName, NameKinds } from '../core/name';
import { notePosition } from '../core/source';
import { BASE_PART } from './host-config/base';
import { HostConfig } from './host-config/host-config';
import type { HostPart } from './host-config/model';
import type { OsFamily } from './image';
import type { KnownHost } from './provider';
import type { MachineShape } from './shape';
import type { ISite } from './site-interface';
import type { Volume } from './volume/data-disk';
import { volumePart } from './volume/volume-part';

export interface MachineProps {
  readonly site: ISite;
  readonly shape: MachineShape;
  readonly roles: readonly string[];
  readonly zone: string;
  /** Zones in one of which it stays where it is there already. @default - none: it is in that zone */
  readonly otherZones?: readonly string[];
  /** Host name. @default - derived from the construct's path */
  readonly name?: string;
  /** The address that it must have. @default - the ledger hands one out */
  readonly address?: string;
  /** Interface that carries the address. @default - found by the address when the host boots */
  readonly networkInterface?: string;
  /** Data disks that are made with it. @default - none */
  readonly volumes?: readonly Volume[];
}

/** One host with a fixed address. */
export class Machine extends PlatformConstruct {
  public readonly site: ISite;
  /** Host name and name of its Kubernetes node. */
  public readonly machineName: string;
  public readonly shape: MachineShape;
  public readonly networkInterface: string | undefined;
  /** Disks beside its root disk. */
  public readonly volumes: readonly Volume[];
  /** What it gets at first boot; constructs of all layers add to it. */
  public readonly host: HostConfig;
  private readonly allotment: Allotment;
  private readonly settledZone: () => string;
  private readonly roleNames: Set<string>;

  public constructor(scope: Construct, id: string, props: MachineProps) {
    super(scope, id);
    this.site = props.site;
    this.machineName = props.name ?? deriveName(NameKinds.dnsLabel, ...this.node.path.split('/'));
    this.shape = props.shape;
    this.networkInterface = props.networkInterface;
    this.volumes = props.volumes ?? [];
    this.roleNames = new Set(props.roles);
    const wanted =
      props.address === undefined
        ? undefined
        : takeAddress(this, `address of host "${this.machineName}"`, props.address);
    const { zone, otherZones = [] } = props;
    const { network } = props.site;
    this.allotment = network.allot(this, zone, wanted, otherZones);
    this.settledZone = network.zoneOf(this, this.allotment, [zone, ...otherZones]);
    this.host = new HostConfig(this.machineName, props.site.ntp, props.site.delivery)
      .add(BASE_PART)
      .add(volumePart(this.volumes))
      .add(() => this.ownName());
    props.site.admit(this);
  }

  /** The machine that a line of an inventory describes. */
  public static fromKnownHost(site: ISite, host: KnownHost): Machine {
    const { name, address, roles, zone, networkInterface, source, ...shape } = host;
    const machine = new Machine(site, name, {
      site,
      shape,
      roles,
      zone,
      name,
      ...(address !== '' && { address }),
      ...(networkInterface !== undefined && { networkInterface }),
    });
    if (source !== undefined) notePosition(machine, source);
    return machine;
  }

  /** Distribution that it runs. */
  public get osFamily(): OsFamily {
    return this.shape.osFamily ?? 'debian';
  }

  /** Its address. Known once the tree is complete. */
  public get address(): string {
    return formatAddress(this.allotment.value);
  }

  /** The zone that it is in. Known once the tree is complete. */
  public get zone(): string {
    return this.settledZone();
  }

  /** What it is used for: of the inventory, and what clusters made of it. */
  public get roles(): readonly string[] {
    return [...this.roleNames];
  }

  /** Notes what it is used for. */
  public addRole(role: string): void {
    this.roleNames.add(role);
  }

  /** Its own name leads to its address, also where no DNS knows it. */
  private ownName(): HostPart {
    return { aliases: [{ address: this.address, name: this.machineName }] };
  }
}
