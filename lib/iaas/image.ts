import type { Architecture } from './architecture';

/** Distributions that differ in how packages are had and what their units are called: apt and dpkg, or dnf and rpm. */
export type OsFamily = 'debian' | 'rhel';

/** Distributions whose images every cloud provider here knows to find, for both architectures. */
export type Distribution = 'debian-12' | 'debian-13' | 'rocky-9' | 'ubuntu-24.04';

/** What an image is found by: what one's own are called, or the distribution that its maker publishes. */
export type ImageSource =
  | { readonly kind: 'distribution'; readonly distribution: Distribution }
  | { readonly kind: 'own'; readonly ids: Readonly<Partial<Record<Architecture, string>>> };

/** How a Plan names an image: by id, or as the newest whose name matches a pattern in the notation of the provider. */
export type ImageReference =
  { readonly id: string } | { readonly newest: string; /** Who publishes it. */ readonly owner?: string };

export interface OwnImageProps {
  /** What the provider calls it, for each architecture that it is made for: `ami-…`, `m-…`, id or name of OpenStack. */
  readonly ids: Readonly<Partial<Record<Architecture, string>>>;
  /** Version of its kernel as `uname -r` says it: `6.1`. */
  readonly kernel: string;
  readonly osFamily: OsFamily;
}

/** What a new machine boots: an image of an operating system with cloud-init, and what is in it. */
export class Image {
  private constructor(
    public readonly source: ImageSource,
    /** Version of its kernel, `6.1` or longer. */
    public readonly kernel: string,
    public readonly osFamily: OsFamily,
  ) {}

  /** Debian 12 (bookworm), kernel 6.1: https://wiki.debian.org/DebianKernel */
  public static debian12(): Image {
    return new Image({ kind: 'distribution', distribution: 'debian-12' }, '6.1', 'debian');
  }

  /** Debian 13 (trixie), kernel 6.12: https://wiki.debian.org/DebianKernel */
  public static debian13(): Image {
    return new Image({ kind: 'distribution', distribution: 'debian-13' }, '6.12', 'debian');
  }

  /** Ubuntu 24.04 LTS (noble), kernel 6.8: https://ubuntu.com/kernel/lifecycle */
  public static ubuntu2404(): Image {
    return new Image({ kind: 'distribution', distribution: 'ubuntu-24.04' }, '6.8', 'debian');
  }

  /** Rocky Linux 9, kernel 5.14: https://wiki.rockylinux.org/rocky/version/ */
  public static rocky9(): Image {
    return new Image({ kind: 'distribution', distribution: 'rocky-9' }, '5.14', 'rhel');
  }

  /** An image of one's own. */
  public static of({ ids, kernel, osFamily }: OwnImageProps): Image {
    return new Image({ kind: 'own', ids: { ...ids } }, kernel, osFamily);
  }

  /** As messages name it: `debian-12`, or the ids of one's own. */
  public get title(): string {
    const { source } = this;
    return source.kind === 'distribution' ? source.distribution : Object.values(source.ids).join(', ');
  }

  /** Whether a machine of that architecture can boot it. */
  public isFor(architecture: string): boolean {
    return this.source.kind === 'distribution' || Object.keys(this.source.ids).includes(architecture);
  }
}
