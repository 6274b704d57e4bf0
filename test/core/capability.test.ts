import { Chart } from 'cdk8s';
import { capabilitiesIn, Capability, provides, requires as need } from '../../lib/core/capability';
import { Platform } from '../../lib/core/platform';

it('capabilities differ by kind, cluster and name', () => {
  const ids = ['main', 'edge'].flatMap((cluster) => [
    Capability.namespace(cluster, 'logs'),
    Capability.customKind(cluster, 'example.com', 'Log'),
    Capability.customKind(cluster, 'example.org', 'Log'),
    Capability.storageClass(cluster, 'logs'),
    Capability.ingressClass(cluster, 'logs'),
    Capability.priorityClass(cluster, 'logs'),
    Capability.webhook(cluster, 'logs'),
    Capability.service(cluster, 'logs'),
  ]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe('namespace/main/logs');
  expect(Capability.namespace('main', 'logs')).toBe(ids[0]);
});

it('what is provided and required is kept in order, for one tree', () => {
  const platform = () => new Platform({ name: 'p', environment: 'dev', domain: 'example.com' });
  const [root, other] = [platform(), platform()];
  const chart = new Chart(root, 'logs');
  const [space, storage] = [Capability.namespace('main', 'logs'), Capability.storageClass('main', 'fast')];
  provides(chart, space);
  need(chart, storage);
  need(root, space);
  expect(capabilitiesIn(chart)).toEqual({
    provided: [{ at: chart, capability: space }],
    required: [
      { at: chart, capability: storage },
      { at: root, capability: space },
    ],
  });
  expect(capabilitiesIn(other)).toEqual({ provided: [], required: [] });
});
