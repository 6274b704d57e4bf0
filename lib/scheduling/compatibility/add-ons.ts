/** A program that comes beside Kubernetes, and which of its releases goes with which version. */
export interface AddOn {
  /** Name of its image, without tag. */
  readonly image: string;
  /** Newest release by minor version of Kubernetes; one for all where its project does not follow Kubernetes. */
  readonly releases: Readonly<Record<string, string>> | string;
  /** Where that stands. */
  readonly source: string;
  /** Day on which it was read. */
  readonly asOf: string;
}

/** What an add-on is run from. */
export interface AddOnRelease {
  /** `registry.k8s.io/autoscaling/cluster-autoscaler:v1.36.1` */
  readonly image: string;
  /** `v1.36.1` */
  readonly version: string;
  /** Whether it is the one for that minor version, not only the nearest that there is. */
  readonly exact: boolean;
}

const AS_OF = '2026-11-21';

/** Follows Kubernetes minor by minor, and is tested with its own only (cluster-autoscaler/README.md, "Releases"). */
export const CLUSTER_AUTOSCALER: AddOn = {
  image: 'registry.k8s.io/autoscaling/cluster-autoscaler',
  releases: {
    '1.36': 'v1.36.1',
    '1.35': 'v1.35.2',
    '1.34': 'v1.34.5',
    '1.33': 'v1.33.6',
    '1.32': 'v1.32.7',
    '1.31': 'v1.31.5',
    '1.30': 'v1.30.7',
    '1.29': 'v1.29.5',
    '1.28': 'v1.28.7',
    '1.27': 'v1.27.8',
    '1.26': 'v1.26.8',
  },
  source: 'https://github.com/kubernetes/autoscaler, tags of 2026-08',
  asOf: AS_OF,
};

/** Controllers of clouds; they may be one minor version older than the API server, never newer (version skew policy). */
export const CLOUD_CONTROLLERS = {
  aws: {
    image: 'registry.k8s.io/provider-aws/cloud-controller-manager',
    releases: {
      '1.36': 'v1.36.1',
      '1.35': 'v1.35.2',
      '1.34': 'v1.34.3',
      '1.33': 'v1.33.4',
      '1.32': 'v1.32.8',
      '1.31': 'v1.31.9',
      '1.30': 'v1.30.10',
      '1.29': 'v1.29.10',
      '1.28': 'v1.28.11',
      '1.27': 'v1.27.10',
      '1.26': 'v1.26.14',
    },
    source: 'https://github.com/kubernetes/cloud-provider-aws, tags of 2026-07',
    asOf: AS_OF,
  },
  openstack: {
    image: 'registry.k8s.io/provider-os/openstack-cloud-controller-manager',
    releases: {
      '1.36': 'v1.36.0',
      '1.35': 'v1.35.0',
      '1.34': 'v1.34.1',
      '1.33': 'v1.33.1',
      '1.32': 'v1.32.1',
      '1.31': 'v1.31.4',
      '1.30': 'v1.30.3',
      '1.29': 'v1.29.1',
      '1.28': 'v1.28.3',
      '1.27': 'v1.27.3',
      '1.26': 'v1.26.4',
    },
    source: 'https://github.com/kubernetes/cloud-provider-openstack, tags of 2026-07',
    asOf: AS_OF,
  },
  alicloud: {
    image: 'registry.cn-hangzhou.aliyuncs.com/acs/cloud-controller-manager-amd64',
    releases: 'v2.14.0',
    source: 'https://github.com/kubernetes/cloud-provider-alibaba-cloud, tags of 2026-04, docs/getting-started.md',
    asOf: AS_OF,
  },
} as const satisfies Readonly<Record<string, AddOn>>;

/**
 * The release for a minor version of Kubernetes. Where there is none yet, the newest of an older minor version; where there is
 * none any more, the oldest.
 */
export function releaseFor({ image, releases }: AddOn, minor: string): AddOnRelease {
  if (typeof releases === 'string') return { image: `${image}:${releases}`, version: releases, exact: true };
  const newestFirst = Object.entries(releases).sort(([a], [b]) => second(b) - second(a));
  const [found, version] = newestFirst.find(([one]) => second(one) <= second(minor)) ?? newestFirst.at(-1) ?? ['', ''];
  return { image: `${image}:${version}`, version, exact: found === minor };
}

/** 36 of `1.36`. */
function second(minor: string): number {
  return Number(minor.split('.')[1]);
}
