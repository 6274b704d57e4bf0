import { ServiceChart } from '../../lib/services/service-chart';
import { StorageClaim } from '../../lib/services/storage/storage-claim';
import { Size } from 'cdk8s';
import { manifests, rulesIn, sample } from './sample';

const POD = { containers: [{ name: 'main', image: 'registry.example/main:1.0' }] };

function chartWith(text: string | (() => string)) {
  const { platform, cluster } = sample();
  const chart = new ServiceChart(cluster, 'shop', { cluster, namespace: 'shop', security: 'restricted' });
  const component = chart.component('main', 'web');
  const config = chart.configMap(component, 'main', { 'a.yml': text });
  chart.deployment(component, { pod: POD, reads: [config], replicas: 2 });
  return { platform, chart, component };
}

function annotationsOf(text: string | (() => string)): unknown {
  const { template } = manifests(chartWith(text).platform).has('Deployment', 'shop/main').spec as {
    template: { metadata: { annotations: unknown } };
  };
  return template.metadata.annotations;
}

it('makes pods anew when what they read changes', () => {
  expect(annotationsOf('one')).not.toEqual(annotationsOf('two'));
});

it('reads texts that are made late as others', () => {
  expect(annotationsOf(() => 'one')).toEqual(annotationsOf('one'));
  const data = manifests(chartWith(() => 'late').platform).has('ConfigMap', 'shop/main').data;
  expect(data).toEqual({ 'a.yml': 'late' });
});

it('keeps one pod of several while nodes are emptied, and has no budget for one alone', () => {
  const { platform, chart } = chartWith('one');
  chart.deployment(chart.component('alone', 'web'), { pod: POD });
  const all = manifests(platform);
  expect(all.find('PodDisruptionBudget', undefined, 'shop').map(({ metadata }) => metadata.name)).toEqual(['main']);
});

it('stops the old pod first where it is told to', () => {
  const { platform, chart } = chartWith('one');
  chart.deployment(chart.component('other', 'web'), { pod: POD, recreate: true });
  const all = manifests(platform);
  all.has('Deployment', 'shop/other', { spec: { strategy: { type: 'Recreate' } } });
  all.has('Deployment', 'shop/main', { spec: { strategy: { rollingUpdate: { maxUnavailable: 0 } } } });
});

it('has a default storage class as a requirement of what asks for it', () => {
  const { platform, chart } = chartWith('one');
  chart.statefulSet(chart.component('store', 'store'), {
    pod: POD,
    serviceName: 'store',
    claims: { data: StorageClaim.ofDefaultClass(Size.gibibytes(1)) },
  });
  expect(rulesIn(platform)).toContain('unknown-requirement');
});

it('makes no namespace, and closes none, that is not its own', () => {
  const { platform, cluster } = sample();
  const before = manifests(platform).find('NetworkPolicy').length;
  new ServiceChart(cluster, 'extra', { cluster, namespace: 'kube-system', service: 'extra' });
  const all = manifests(platform);
  expect(all.find('Namespace', 'kube-system')).toEqual([]);
  expect(all.find('NetworkPolicy').length).toBe(before);
});

it('opens only the directions that a policy names', () => {
  const { platform, chart, component } = chartWith('one');
  chart.allow(component, { egress: [{}] });
  manifests(platform).has('NetworkPolicy', 'shop/main', { spec: { policyTypes: ['Egress'], egress: [{}] } });
});
