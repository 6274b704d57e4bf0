import { releaseFor } from '../release-of';
import type { ReleaseLine } from '../release-of';

/**
 * Tags of github.com/kubernetes/autoscaler on 2026-11-21; there was none for 1.37. Its README (Releases) wants the minor version
 * of the cluster.
 */
const LINE: ReleaseLine = [
  'v1.36.1',
  'v1.35.2',
  'v1.34.5',
  'v1.33.6',
  'v1.32.7',
  'v1.31.5',
  'v1.30.7',
  'v1.29.5',
  'v1.28.7',
  'v1.27.8',
  'v1.26.8',
];

/** The image for a minor version of Kubernetes (cluster-autoscaler/charts/cluster-autoscaler/values.yaml). */
export function autoscalerImage(minor: string): string {
  return `registry.k8s.io/autoscaling/cluster-autoscaler:${releaseFor(LINE, minor)}`;
}
