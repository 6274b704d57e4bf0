import type { KubernetesCloud } from '../../iaas/provider';
import type { ReleaseLine } from '../release-of';
import { releaseFor } from '../release-of';

/** Day on which the releases were read. */
export const CLOUD_RELEASES_AS_OF = '2026-11-21';

/** Tags of github.com/kubernetes/cloud-provider-aws; there was none for 1.37. */
const AWS: ReleaseLine = [
  'v1.36.1',
  'v1.35.2',
  'v1.34.3',
  'v1.33.4',
  'v1.32.8',
  'v1.31.9',
  'v1.30.10',
  'v1.29.10',
  'v1.28.11',
  'v1.27.10',
  'v1.26.14',
];

/** Tags of github.com/kubernetes/cloud-provider-openstack; there was none for 1.37. */
const OPENSTACK: ReleaseLine = [
  'v1.36.0',
  'v1.35.0',
  'v1.34.1',
  'v1.33.1',
  'v1.32.1',
  'v1.31.4',
  'v1.30.3',
  'v1.29.1',
  'v1.28.3',
  'v1.27.3',
  'v1.26.4',
];

/** The release of a cloud's parts that goes with a minor version of Kubernetes. */
export function openStackRelease(minor: string): string {
  return releaseFor(OPENSTACK, minor);
}

/**
 * Images of cloud controller managers:
 * - registry.k8s.io/provider-aws and provider-os: charts/aws-cloud-controller-manager/values.yaml of cloud-provider-aws,
 *   manifests/controller-manager/openstack-cloud-controller-manager-ds.yaml of cloud-provider-openstack
 * - Alibaba Cloud: deploy/v2/cloud-controller-manager.yaml of github.com/kubernetes/cloud-provider-alibaba-cloud, whose releases
 *   do not follow those of Kubernetes; the manifest leaves its version open, and this is the newest tag.
 */
const IMAGES: Record<KubernetesCloud, (minor: string) => string> = {
  aws: (minor) => `registry.k8s.io/provider-aws/cloud-controller-manager:${releaseFor(AWS, minor)}`,
  openstack: (minor) => `registry.k8s.io/provider-os/openstack-cloud-controller-manager:${openStackRelease(minor)}`,
  alicloud: () => 'registry.cn-hangzhou.aliyuncs.com/acs/cloud-controller-manager-amd64:v2.14.0',
};

export function controllerManagerImage(cloud: KubernetesCloud, minor: string): string {
  return IMAGES[cloud](minor);
}
