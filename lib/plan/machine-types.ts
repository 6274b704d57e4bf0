/** What runs a machine: its size, its picture of an operating system. Sizes in whole MiB. */
export interface MachineShape {
  readonly cpu: number;
  readonly memoryMib: number;
  readonly diskGib: number;
  readonly architecture: string;
  readonly kernel: string;
  /** Distributions by how packages are had: apt or dnf. @default 'debian' */
  readonly osFamily?: 'debian' | 'rhel';
  /** What it boots, by id or as the newest of a name in the provider's notation; absent for hosts one owns. */
  readonly image?: { readonly id: string } | { readonly newest: string; readonly owner?: string };
  /** The provider's type, e.g. `m7i.xlarge`; absent for hosts one owns, and where it is found by its size. */
  readonly type?: string;
  /** List price in US dollars, by the provider's dated catalogue; absent where that has none. Without disks. */
  readonly monthlyCost?: number;
}

/** A disk of a machine beside its root disk. It stays when the machine is made anew; those of a pool end with it. */
export interface VolumePlan {
  /** Unique on its machine; also the label of its file system. */
  readonly name: string;
  readonly sizeGib: number;
  /** Where it is mounted. The host finds it by label, at first by its size. */
  readonly mount: string;
  /** The provider's kind: `gp3`, `cloud_essd` … */
  readonly kind: string;
}

/** The metadata service wants a token, and answers no containers but those with the network of their host. */
export interface MetadataAccess {
  readonly tokens: 'required';
  readonly hops: 1;
}

export interface MachinePlan extends MachineShape {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly address: string;
  readonly zone: string;
  readonly roles: readonly string[];
  /** @default - none */
  readonly volumes?: readonly VolumePlan[];
  /** @default - the provider's metadata service cannot be guarded, or there is none */
  readonly metadata?: MetadataAccess;
  readonly boot: BootPlan;
}

/** What a host gets at first boot, in its two renderings; both have the same effect. */
export interface BootPlan {
  /** `#cloud-config` text. Where the site has a secret store: what fetches the script from there, checks it and runs it. */
  readonly userData: string;
  /**
   * The provider takes text alone and not much of it: handed over is not `userData` but the script, compressed in
   * `#cloud-config` once it has the values of its secrets (lib/core/packed-user-data).
   * @default false
   */
  readonly packed?: true;
  /** All that the host gets, as an idempotent bash script. */
  readonly script: string;
  /** Names of the entries of the site's store that hold the script, in their order. @default - none */
  readonly stored?: readonly string[];
  /** Files with secrets, by path on the host: they never travel in user data. */
  readonly secretFiles: readonly {
    readonly path: string;
    readonly mode: string;
    readonly content: string;
    /** Its name in the provider's secret store, where it comes from there. */
    readonly stored?: string;
  }[];
  /** Files of balancers and of the control plane, readable apart for review and checks; already part of the renderings. */
  readonly files: readonly { readonly path: string; readonly mode: string; readonly content: string }[];
}

/** The group of a provider that makes and ends the machines of a pool, and how the cluster autoscaler finds it. */
export interface ScalingGroupPlan {
  /** Unique with the provider. */
  readonly name: string;
  /** Of the group itself. */
  readonly tags: Readonly<Record<string, string>>;
  /** Of each machine. */
  readonly machineTags: Readonly<Record<string, string>>;
  /** @default - the provider's metadata service cannot be guarded */
  readonly metadata?: MetadataAccess;
  /** Whether the provider may end machines to have as many in each zone: never, since nobody drains them before. */
  readonly rebalance: false;
}

/** Machines that come and go. */
export interface PoolPlan extends MachineShape {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  readonly max: number;
  readonly spot: boolean;
  /** Ids of the subnets that its machines are made in, one for each zone: they take any free address there. */
  readonly subnets: readonly string[];
  /** @default - the pool keeps its smallest size: nobody lets it grow */
  readonly group?: ScalingGroupPlan;
  /** Of each machine. @default - none */
  readonly volumes?: readonly VolumePlan[];
  readonly boot: BootPlan;
}
