import type { Fault } from '../../core/finding';
import { repositoryFaults, repositoryUrls } from '../../iaas/host-config/repository';
import type { HostRepository } from '../../iaas/host-config/model';
import { Checksums } from './checksums';
import { RELEASE_FOLDERS } from './releases';

/** How the programs of Kubernetes, etcd and containerd come to hosts. */
export type NodeSoftwareKind =
  /** Fetched from their makers' releases, or from a mirror of these. */
  | { readonly kind: 'releases'; readonly mirror: string | undefined }
  /** Kubernetes and containerd in packages, etcd from the releases of its makers. */
  | {
      readonly kind: 'packages';
      readonly repositories: readonly HostRepository[];
      readonly containerd: string;
      readonly mirror: string | undefined;
    }
  /** They are there, in the image that the hosts start from. */
  | { readonly kind: 'preinstalled' };

export interface UpstreamSoftwareProps {
  /** Checksums beside those that are known, for other versions. @default - those that are known */
  readonly checksums?: Checksums;
}

export interface MirroredSoftwareProps extends UpstreamSoftwareProps {
  /**
   * What stands before the address of a release without its scheme: `http://mirror.example.com` has kubelet at
   * `http://mirror.example.com/dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet`.
   */
  readonly url: string;
}

export interface PackagedSoftwareProps extends UpstreamSoftwareProps {
  /** Where packages are that the distribution does not have: `kubelet`, `kubeadm` and `kubectl` (pkgs.k8s.io) at least. */
  readonly repositories: readonly HostRepository[];
  /** Package that containerd is in: `containerd`, `containerd.io` … @default 'containerd' */
  readonly containerd?: string;
  /** Mirror of the releases of etcd, which no distribution has in the version wanted; see `mirror`. @default - github.com */
  readonly mirror?: string;
}

/** Where hosts have kubelet, kubeadm, kubectl, etcd, containerd, runc and the network plugins from. */
export class NodeSoftware {
  private constructor(
    public readonly settings: NodeSoftwareKind,
    private readonly checksums: Checksums,
    /** Faults of what was given; the cluster's rule `software-source` shows them. */
    public readonly faults: readonly Fault[],
  ) {}

  /** From the releases of their makers: hosts need a way to dl.k8s.io and github.com. */
  public static upstream({ checksums = Checksums.of({}) }: UpstreamSoftwareProps = {}): NodeSoftware {
    return new NodeSoftware({ kind: 'releases', mirror: undefined }, checksums, checksums.faults);
  }

  /**
   * From a mirror of these releases, for sites without internet; `artefacts.json` names all that it must have. What it gives
   * is checked against the checksums of the originals, so it may be served without TLS.
   */
  public static mirror({ url, checksums = Checksums.of({}) }: MirroredSoftwareProps): NodeSoftware {
    const mirror = url.replace(/\/+$/, '');
    return new NodeSoftware({ kind: 'releases', mirror }, checksums, [...mirrorFaults(url), ...checksums.faults]);
  }

  /**
   * From packages: Kubernetes in the version of the cluster, containerd in that which the repositories have; say which one that
   * is as `nodes.containerd`.
   */
  public static packages({ repositories, containerd = 'containerd', ...props }: PackagedSoftwareProps): NodeSoftware {
    const { checksums = Checksums.of({}) } = props;
    const mirror = props.mirror?.replace(/\/+$/, '');
    return new NodeSoftware({ kind: 'packages', repositories: [...repositories], containerd, mirror }, checksums, [
      ...(props.mirror === undefined ? [] : mirrorFaults(props.mirror)),
      ...checksums.faults,
    ]);
  }

  /** From the image that the hosts start from: everything is in /usr/local/bin, containerd in packages of the distribution. */
  public static preinstalled(): NodeSoftware {
    return new NodeSoftware({ kind: 'preinstalled' }, Checksums.of({}), []);
  }

  /** Faults of its repositories, for the rule `package-repository`. */
  public get repositoryFaults(): readonly Fault[] {
    return this.settings.kind === 'packages' ? this.settings.repositories.flatMap(repositoryFaults) : [];
  }

  /** Folder that kubelet is in. */
  public get kubeletFolder(): string {
    return this.settings.kind === 'packages' ? '/usr/bin' : RELEASE_FOLDERS.binaries;
  }

  /** Mirrors and repositories that hosts fetch from; empty where these are the releases of their makers. */
  public get urls(): readonly string[] {
    const { settings } = this;
    if (settings.kind === 'preinstalled') return [];
    const mirror = settings.mirror === undefined ? [] : [settings.mirror];
    return settings.kind === 'packages' ? [...mirror, ...repositoryUrls(settings.repositories)] : mirror;
  }

  /** URL that hosts fetch a release from. */
  public urlOf(source: string): string {
    const { settings } = this;
    const mirror = settings.kind === 'preinstalled' ? undefined : settings.mirror;
    return mirror === undefined ? `https://${source}` : `${mirror}/${source}`;
  }

  /** SHA-256 that it must have; undefined where nobody said. What was given comes before what is known. */
  public sumOf(source: string): string | undefined {
    return this.checksums.sumOf(source) ?? Checksums.known().sumOf(source);
  }
}

function mirrorFaults(url: string): Fault[] {
  if (/^https?:\/\/[a-z0-9.[\]:-]+(\/[\w./~%+-]*)?$/i.test(url)) return [];
  return [
    {
      rule: 'software-source',
      message: `"${url.replace(/\/\/[^/@]*@/, '//…@')}" is not the URL of a mirror of software.`,
      remedy: 'Use "http://" or "https://", a host, and a path where it has one; no user, no password, no "?" and "#".',
    },
  ];
}
