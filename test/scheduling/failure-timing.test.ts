import { NodeFailure } from 'altostratus';
import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { nodeFailureBounds, nodeFailureConsequence, timingWithin } from '../../lib/scheduling/failure-timing';
import { planOutline } from '../../lib/cli/plan-outline';
import { synthesize } from 'altostratus/testing';
import { fileOf, sample, settled, specOf, unitOf } from './sample-cluster';

const HEARTBEAT = 'kubelet.service.d/20-heartbeat.conf';

interface Configuration {
  readonly kind: string;
  readonly apiServer?: { readonly extraArgs: readonly { readonly name: string; readonly value: string }[] };
  readonly controllerManager?: { readonly extraArgs: readonly { readonly name: string; readonly value: string }[] };
  readonly nodeLeaseDurationSeconds?: number;
  readonly nodeStatusUpdateFrequency?: string;
  readonly nodeStatusReportFrequency?: string;
}

function configured(nodeFailure?: NodeFailure, version?: string) {
  const made = settled({ ...(nodeFailure && { nodeFailure }), ...(version !== undefined && { version }) });
  const documents = parseAllDocuments(fileOf(made.cluster.controlPlane[0], '/etc/kubernetes/kubeadm.yaml')).map(
    (document) => document.toJS() as Configuration,
  );
  const of = (kind: string) => documents.find((one) => one.kind === kind);
  const flags = (list: readonly { name: string; value: string }[] = []) =>
    Object.fromEntries(list.map(({ name, value }) => [name, value]));
  return {
    ...made,
    apiServer: flags(of('ClusterConfiguration')?.apiServer?.extraArgs),
    controllerManager: flags(of('ClusterConfiguration')?.controllerManager?.extraArgs),
    kubelet: of('KubeletConfiguration'),
  };
}

describe('failure timing', () => {
  test.each([
    [10, { grace: 4, period: 1, renew: 1, toleration: 3 }],
    [15, { grace: 7, period: 1, renew: 1, toleration: 5 }],
    [20, { grace: 9, period: 1, renew: 1, toleration: 8 }],
    [60, { grace: 29, period: 2, renew: 5, toleration: 26 }],
    [120, { grace: 50, period: 5, renew: 10, toleration: 59 }],
    // the same as Kubernetes' own
    [361, { grace: 50, period: 5, renew: 10, toleration: 300 }],
  ])('%d s are divided', (seconds, expected) => {
    expect(timingWithin(seconds)).toEqual({ usual: false, ...expected });
  });

  test('keeps to the time, and lets a lease be renewed four times before a node is taken for dead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 86_400 }), (seconds) => {
        const timing = timingWithin(seconds);
        expect(nodeFailureBounds(timing).podsMove).toBe(seconds);
        expect(timing.grace).toBeGreaterThanOrEqual(4 * timing.renew);
        expect(timing.toleration).toBeGreaterThanOrEqual(0);
        expect(timing.period).toBeLessThan(timing.grace);
      }),
    );
  });

  test('by default leaves all settings as Kubernetes has them', () => {
    const { apiServer, controllerManager, kubelet, cluster } = configured();
    expect(Object.keys({ ...apiServer, ...controllerManager })).not.toContainEqual(
      expect.stringMatching(/toleration-seconds|node-monitor/),
    );
    expect(kubelet).not.toHaveProperty('nodeLeaseDurationSeconds');
    expect(specOf(cluster.controlPlane[0]).units.map(({ name }) => name)).not.toContain(HEARTBEAT);
  });

  test.each([
    ['1.36', 361, 50],
    ['1.32', 361, 50],
    ['1.31', 351, 40],
  ])('knows what Kubernetes %s does by itself', (version, podsMove, grace) => {
    const { cluster } = configured(undefined, version);
    expect(cluster.nodeFailure.grace).toBe(grace);
    expect(nodeFailureBounds(cluster.nodeFailure).podsMove).toBe(podsMove);
  });

  test('sets kubelet, controller manager and API server from one time', () => {
    const { apiServer, controllerManager, kubelet, cluster } = configured(NodeFailure.within(Duration.seconds(20)));
    expect(apiServer).toMatchObject({
      'default-not-ready-toleration-seconds': '8',
      'default-unreachable-toleration-seconds': '8',
    });
    expect(controllerManager).toMatchObject({ 'node-monitor-period': '1s', 'node-monitor-grace-period': '9s' });
    expect(kubelet).toMatchObject({
      nodeLeaseDurationSeconds: 4,
      nodeStatusUpdateFrequency: '2s',
      nodeStatusReportFrequency: '5m0s',
    });
    for (const machine of cluster.machines)
      expect(unitOf(machine, HEARTBEAT)).toBe(
        '[Service]\nEnvironment=HTTP2_READ_IDLE_TIMEOUT_SECONDS=1 HTTP2_PING_TIMEOUT_SECONDS=1\n',
      );
  });

  test('is said in the Plan and its outline', () => {
    const result = synthesize(sample({ nodeFailure: NodeFailure.within(Duration.minutes(2)) }).platform);
    if (!result.ok) throw new Error(JSON.stringify(result.findings));
    const made = result.plan;
    const consequence =
      'Pods of a dead node move after at most 120 s: it is not ready after at most 60 s, and pods tolerate that for 59 s.';
    expect(made.clusters[0]?.nodeFailure).toEqual({ notReadyWithin: 60, podsMoveWithin: 120, consequence });
    expect(planOutline(made).join('\n')).toContain(consequence);
    expect(nodeFailureConsequence(timingWithin(10))).toContain('at most 10 s');
  });
});
