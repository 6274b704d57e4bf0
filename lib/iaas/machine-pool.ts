import type { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import { BASE_PART } from './host-config/base';
import { HostConfig } from './host-config/host-config';
import type { OsFamily } from './image';
import type { MachineShape } from './shape';
import type { ISite } from './site-interface';
import type { Volume } from './volume/data-disk';
import { volumePart } from './volume/volume-part';

export interface MachinePoolProps {
  readonly site: ISite;
  readonly min: number;
  readonly max: number;
  readonly role: string;
  readonly shape: MachineShape;
  readonly spot: boolean;
  /** Data disks that are made with each machine. @default - none */
  readonly volumes?: readonly Volume[];
}

/** A group of equal machines that grows and shrinks; all boot from the same data. */
export class MachinePool extends PlatformConstruct {
  public readonly site: ISite;
  public readonly min: number;
  public readonly max: number;
  public readonly role: string;
  public readonly shape: MachineShape;
  public readonly spot: boolean;
  /** Disks of each machine beside its root disk; they end with it. */
  public readonly volumes: readonly Volume[];
  public readonly host: HostConfig;

  public constructor(scope: Construct, id: string, props: MachinePoolProps) {
    super(scope, id);
    this.site = props.site;
    this.min = props.min;
    this.max = props.max;
    this.role = props.role;
    this.shape = props.shape;
    this.spot = props.spot;
    this.volumes = props.volumes ?? [];
    // Members are not known beforehand: each takes its name from the metadata of its cloud.
    this.host = new HostConfig('', props.site.ntp, props.site.delivery).add(BASE_PART).add(volumePart(this.volumes));
    props.site.admit(this);
  }

  /** Distribution that its machines run. */
  public get osFamily(): OsFamily {
    return this.shape.osFamily ?? 'debian';
  }
}
