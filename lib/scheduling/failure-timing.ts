import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { report } from '../core/finding';
import type { HostUnit } from '../iaas/host-config/model';
import type { Argument } from './bootstrap/kubeadm-types';
import { compareVersions } from './versions';

/** When a cluster notices that a node is dead, and what it does then. Whole seconds. */
export interface NodeFailureTiming {
  /** Settings are Kubernetes' own, so none are written. */
  readonly usual: boolean;
  /** A kubelet renews its lease that often. */
  readonly renew: number;
  /** The controller manager looks that often for renewed leases. */
  readonly period: number;
  /** Without a renewed lease for so long, a node is not ready any more. */
  readonly grace: number;
  /** Pods stay on it for so long then, unless they say otherwise themselves. */
  readonly toleration: number;
}

/** What follows from a timing, in whole seconds after the death of a node. */
export interface NodeFailureBounds {
  /** It is no longer ready, and Services no longer lead to its pods. */
  readonly notReady: number;
  /** Its pods are deleted, and those of Deployments made anew on other nodes. */
  readonly podsMove: number;
}

/**
 * Kubernetes' own figures:
 * - a kubelet renews its lease after a quarter of its 40 s (pkg/kubelet/kubelet.go, nodeLeaseRenewIntervalFraction)
 * - grace: 50 s, before 1.32 40 s (pkg/controller/nodelifecycle/config/v1alpha1/defaults.go;
 *   https://github.com/kubernetes/kubernetes/pull/126287)
 * - period: 5 s (k8s.io/cloud-provider/config/v1alpha1/defaults.go, NodeMonitorPeriod)
 * - toleration: 300 s (plugin/pkg/admission/defaulttolerationseconds/admission.go)
 */
const USUAL = { renew: 10, period: 5, grace: 50, graceBefore132: 40, toleration: 300 };

/** Taints are written ten times a second (NodeEvictionPeriod), and then pods are deleted: a second for both. */
const TAINTING = 1;

/** Less than that, and a kubelet could not renew its lease four times in the grace period. */
const SHORTEST = 10;
const LONGEST = 86_400;

/** How fast a cluster gives up a node that does not answer any more. */
export class NodeFailure {
  private constructor(
    /** Seconds; undefined for Kubernetes' own. */
    public readonly within: number | undefined,
  ) {}

  /** As Kubernetes has it: pods move after at most 361 s, before 1.32 after at most 351 s. */
  public static kubernetes(): NodeFailure {
    return new NodeFailure(undefined);
  }

  /**
   * Pods of a dead node move within that time. About half of it, at most a minute, is for noticing: a node that is cut off for
   * longer than that is taken for dead. Reported as `node-failure-time` where it is not a whole number of seconds from 10 s to
   * a day.
   */
  public static within(time: Duration): NodeFailure {
    return new NodeFailure(time.toSeconds({ integral: false }));
  }
}

/** The timing of a cluster. @param minor version of its Kubernetes, `1.36` */
export function settleNodeFailure(at: Construct, { within }: NodeFailure, minor: string): NodeFailureTiming {
  if (within === undefined) {
    const { renew, period, toleration } = USUAL;
    const grace = compareVersions(minor, '1.32') < 0 ? USUAL.graceBefore132 : USUAL.grace;
    return { usual: true, renew, period, grace, toleration };
  }
  if (Number.isInteger(within) && within >= SHORTEST && within <= LONGEST) return timingWithin(within);
  report(at, {
    rule: 'node-failure-time',
    message: `Pods of a dead node cannot move within ${within} s.`,
    remedy: `Use a whole number of seconds from ${SHORTEST} to ${LONGEST}; below 60, nodes that are only slow are soon taken for dead.`,
  });
  return timingWithin(60);
}

/** @param seconds from SHORTEST */
export function timingWithin(seconds: number): NodeFailureTiming {
  const grace = Math.min(USUAL.grace, Math.floor((seconds - TAINTING) / 2));
  const [renew, period] = [Math.max(1, Math.floor(grace / 5)), Math.max(1, Math.floor(grace / 10))];
  const toleration = seconds - TAINTING - grace - 2 * period;
  return { usual: false, renew, period, grace, toleration };
}

/**
 * A lease that was renewed just before the node died is seen one period later at most; from then on the grace period counts,
 * whose end is seen one period later again (pkg/controller/nodelifecycle/node_lifecycle_controller.go, tryUpdateNodeHealth).
 * From the taint on, pods stay for as long as they tolerate it. For one node of a zone; further ones follow at 10 s each
 * (`--node-eviction-rate`), and a controller manager that died with its node is replaced first (17 s).
 */
export function nodeFailureBounds({ grace, period, toleration }: NodeFailureTiming): NodeFailureBounds {
  const notReady = grace + 2 * period;
  return { notReady, podsMove: notReady + TAINTING + toleration };
}

/** The same in words. */
export function nodeFailureConsequence(timing: NodeFailureTiming): string {
  const { notReady, podsMove } = nodeFailureBounds(timing);
  return `Pods of a dead node move after at most ${podsMove} s: it is not ready after at most ${notReady} s, and pods tolerate that for ${timing.toleration} s.`;
}

/** Flags of the API server: what pods tolerate that say nothing themselves. */
export function nodeFailureTolerations({ usual, toleration }: NodeFailureTiming): readonly Argument[] {
  if (usual) return [];
  const value = String(toleration);
  return [
    { name: 'default-not-ready-toleration-seconds', value },
    { name: 'default-unreachable-toleration-seconds', value },
  ];
}

/** Flags of the controller manager. */
export function nodeFailureMonitoring({ usual, grace, period }: NodeFailureTiming): readonly Argument[] {
  if (usual) return [];
  return [
    { name: 'node-monitor-period', value: `${period}s` },
    { name: 'node-monitor-grace-period', value: `${grace}s` },
  ];
}

/** Fields of kubelet's configuration. */
export interface KubeletHeartbeat {
  readonly nodeLeaseDurationSeconds?: number;
  readonly nodeStatusUpdateFrequency?: string;
  readonly nodeStatusReportFrequency?: string;
}

/** A lease is renewed after a quarter of its duration; requests for it may take as long as the frequency of the status. */
export function kubeletHeartbeat({ usual, renew }: NodeFailureTiming): KubeletHeartbeat {
  if (usual) return {};
  return {
    nodeLeaseDurationSeconds: 4 * renew,
    nodeStatusUpdateFrequency: `${Math.min(10, 2 * renew)}s`,
    // Said, because otherwise it would be the same, and each node wrote its whole status as often.
    nodeStatusReportFrequency: '5m0s',
  };
}

/**
 * A connection that nobody answers on any more is given up in time for another lease: by default after 30 s and 15 s
 * (k8s.io/apimachinery/pkg/util/net/http.go), which is longer than a short grace period.
 */
export function heartbeatUnits({ usual, grace, renew }: NodeFailureTiming): readonly HostUnit[] {
  if (usual || grace >= USUAL.grace) return [];
  const content = [
    '[Service]',
    `Environment=HTTP2_READ_IDLE_TIMEOUT_SECONDS=${renew} HTTP2_PING_TIMEOUT_SECONDS=${renew}`,
    '',
  ].join('\n');
  return [{ name: 'kubelet.service.d/20-heartbeat.conf', content, mode: '0600' }];
}
