import { flowsIn } from '../../../../lib/iaas/traffic/flow';
import type { Machine } from '../../../../lib/iaas/machine';
import { Monitoring } from '../../../../lib/services';
import { manifests, sampleWithStorage } from '../../sample';

function monitored() {
  const base = sampleWithStorage();
  new Monitoring(base.cluster, 'monitoring');
  manifests(base.platform); // hands out addresses
  return base;
}

const specOf = (machine: Machine) => machine.host.merge().spec;

it('lets Prometheus read measurements of etcd, and nothing else of it', () => {
  const { cluster } = monitored();
  for (const machine of cluster.etcd) {
    const unit = (kind: string) =>
      specOf(machine).units.find(({ name }) => name === `altostratus-etcd-metrics.${kind}`)?.content;
    expect(unit('socket')).toContain(`ListenStream=${machine.address}:2381\n`);
    expect(unit('service')).toContain('systemd-socket-proxyd --connections-max=16 127.0.0.1:2381\n');
    expect(unit('service')).toContain('DynamicUser=yes\n');
  }
});

it('watches certificates from hosts of the control plane alone', () => {
  const { cluster } = monitored();
  const timers = (machine: Machine) =>
    specOf(machine).units.filter(({ name }) => name === 'altostratus-certificate-ends.timer').length;
  expect(cluster.controlPlane.map(timers)).toEqual([1, 1, 1]);
  expect(cluster.pools.flatMap(({ machines }) => machines).map(timers)).toEqual([0, 0, 0, 0, 0]);
  const [master] = cluster.controlPlane as [Machine];
  const settings = specOf(master).files.find(({ path }) => path.endsWith('/certificate-ends.env'));
  for (const { address } of cluster.etcd) expect(settings?.content).toContain(`${address}:2379`);
});

it('says who asks whom, so that firewalls let it in', () => {
  const { platform } = monitored();
  const flows = flowsIn(platform).filter(({ at }) => at.node.path === 'dc1/main/monitoring/hosts');
  expect(
    flows.map(({ from, to, traffic }) => ({
      from: from.map((peer) => (peer.kind === 'range' ? peer.name : peer.id)),
      to: to.kind === 'range' ? to.name : to.id,
      ports: traffic.flatMap((one) => ('ports' in one ? one.ports.map((port) => port.from) : [])),
    })),
  ).toEqual([
    { from: ['pods of cluster main', 'dc1-main-nodes'], to: 'dc1-main-nodes', ports: [10_250, 9_100] },
    { from: ['pods of cluster main', 'dc1-main-nodes'], to: 'dc1-main-etcd', ports: [2_381] },
  ]);
});
