import { Machines } from 'altostratus';
import { POOL_LABEL } from '../../lib/scheduling/pool-label';
import { fileOf, reported, sample, settleTree, SMALL, specOf } from './sample-cluster';

test('nodes have the label of their pool, and those that were asked for', () => {
  const { cluster } = sample();
  const pool = cluster.addPool('fast', { machines: Machines.of(1, SMALL), labels: { disk: 'nvme' } });
  expect(pool.labels).toEqual({ disk: 'nvme', [POOL_LABEL]: 'fast' });
  expect(pool.cluster).toBe(cluster);
});

test('the label of the pool itself cannot be given another value', () => {
  const { cluster } = sample();
  const pool = cluster.addPool('fast', { machines: Machines.of(1, SMALL), labels: { [POOL_LABEL]: 'slow' } });
  expect(pool.labels[POOL_LABEL]).toBe('fast');
});

test.each([
  { labels: { 'node-role.kubernetes.io/worker': '' } },
  { labels: { disk: 'a,b=c' } },
  { taint: 'not a value' },
])('$labels $taint is reported', (props) => {
  const { platform, cluster } = sample();
  cluster.addPool('fast', { machines: Machines.of(1, SMALL), ...props });
  expect(reported(platform)).toEqual(['label-invalid']);
});

test('counts nodes and their size at full size', () => {
  const { cluster } = sample();
  const pool = cluster.addPool('burst', { machines: Machines.between(0, 5, SMALL) });
  expect(pool.maxNodes).toBe(5);
  expect(pool.capacity).toEqual({ cpu: 40, memoryMib: 5 * 16_384 });
});

test('a part for the hosts of a pool reaches fixed and scaled ones, and no other', () => {
  const { platform, cluster, general } = sample();
  const burst = cluster.addPool('burst', { machines: Machines.between(0, 5, SMALL) });
  for (const pool of [general, burst]) pool.addToHosts(() => ({ sysctls: { 'vm.dirty_ratio': '10' } }));
  settleTree(platform);
  expect(specOf(cluster.controlPlane[0]).sysctls).not.toHaveProperty(['vm.dirty_ratio']);
  for (const host of [general.machines[1], burst.scaling])
    expect(specOf(host).sysctls).toMatchObject({ 'vm.dirty_ratio': '10' });
});

test('a tainted pool says so when its nodes join', () => {
  const { platform, cluster } = sample();
  const gpu = cluster.addPool('gpu', { machines: Machines.between(0, 2, SMALL), taint: 'gpu' });
  settleTree(platform);
  expect(fileOf(gpu.scaling, '/etc/kubernetes/kubeadm-join.yaml')).toContain('value: gpu');
});
