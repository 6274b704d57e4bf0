import { Capability } from '../../../lib/core/capability';
import type { KubernetesObject } from '../../../lib/core/manifest';
import { capabilitiesOf } from '../../../lib/plan/order/manifest-capabilities';

function manifest(
  apiVersion: string,
  kind: string,
  fields: Record<string, unknown> = {},
  namespace?: string,
): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'one', ...(namespace !== undefined && { namespace }) }, ...fields };
}

const provides = (object: KubernetesObject) => capabilitiesOf(object, 'main').provides;
const requires = (object: KubernetesObject) => capabilitiesOf(object, 'main').requires;

describe('what a manifest gives', () => {
  const definition = { spec: { group: 'example.com', names: { kind: 'Log', plural: 'logs' } } };

  it.each([
    [manifest('v1', 'Namespace'), Capability.namespace('main', 'one')],
    [manifest('storage.k8s.io/v1', 'StorageClass'), Capability.storageClass('main', 'one')],
    [manifest('networking.k8s.io/v1', 'IngressClass'), Capability.ingressClass('main', 'one')],
    [manifest('scheduling.k8s.io/v1', 'PriorityClass'), Capability.priorityClass('main', 'one')],
    [
      manifest('apiextensions.k8s.io/v1', 'CustomResourceDefinition', definition),
      Capability.customKind('main', 'example.com', 'Log'),
    ],
  ])('%j', (object, capability) => {
    expect(provides(object)).toEqual([capability]);
    expect(requires(object)).toEqual([]);
  });

  it.each([
    manifest('v1', 'ConfigMap'),
    manifest('example.com/v1', 'Namespace'),
    manifest('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  ])('nothing: %j', (object) => {
    expect(provides(object)).toEqual([]);
  });
});

describe('the namespace that a manifest needs', () => {
  it('is its own', () => {
    expect(requires(manifest('v1', 'ConfigMap', {}, 'logs'))).toEqual([Capability.namespace('main', 'logs')]);
  });

  it.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])(
    'is there in every cluster: %s',
    (namespace) => {
      expect(requires(manifest('v1', 'ConfigMap', {}, namespace))).toEqual([]);
    },
  );

  it('is none for a Namespace, whatever its chart writes on it', () => {
    expect(requires(manifest('v1', 'Namespace', {}, 'one'))).toEqual([]);
  });
});

describe('the kind that a manifest needs', () => {
  it.each(['cert-manager.io/v1', 'gateway.networking.k8s.io/v1', 'snapshot.storage.k8s.io/v1', 'acme/v1'])(
    'is a custom one in %s',
    (version) => {
      expect(requires(manifest(version, 'Thing'))).toEqual([
        Capability.customKind('main', version.split('/')[0] ?? '', 'Thing'),
      ]);
    },
  );

  it.each([
    'v1',
    'apps/v1',
    'policy/v1',
    'rbac.authorization.k8s.io/v1',
    'admissionregistration.k8s.io/v1',
    'resource.k8s.io/v1beta2',
  ])('is there in every cluster in %s', (version) => {
    expect(requires(manifest(version, 'Thing'))).toEqual([]);
  });
});

describe('the classes that a manifest needs', () => {
  const storage = Capability.storageClass('main', 'fast');
  const claim = { spec: { storageClassName: 'fast' } };

  it.each([
    ['a claim', manifest('v1', 'PersistentVolumeClaim', claim)],
    ['the claims of a set', manifest('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: [claim, claim] } })],
    [
      'volumes of its pods',
      manifest('apps/v1', 'Deployment', {
        spec: { template: { spec: { volumes: [{ emptyDir: {} }, { ephemeral: { volumeClaimTemplate: claim } }] } } },
      }),
    ],
  ])('storage, by %s', (_, object) => {
    expect(requires(object)).toEqual([storage]);
  });

  it('no storage class where it names none, or the empty one, which means none', () => {
    for (const spec of [undefined, {}, { storageClassName: '' }])
      expect(requires(manifest('v1', 'PersistentVolumeClaim', { spec }))).toEqual([]);
  });

  it('ingress', () => {
    const fields = { spec: { ingressClassName: 'public' } };
    expect(requires(manifest('networking.k8s.io/v1', 'Ingress', fields))).toEqual([
      Capability.ingressClass('main', 'public'),
    ]);
    expect(requires(manifest('networking.k8s.io/v1', 'NetworkPolicy', fields))).toEqual([]);
  });

  const pod = (priorityClassName: string) => ({ spec: { priorityClassName } });
  const template = (name: string) => ({ spec: { template: pod(name) } });

  it.each([
    manifest('v1', 'Pod', pod('high')),
    manifest('v1', 'PodTemplate', { template: pod('high') }),
    manifest('v1', 'ReplicationController', template('high')),
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) =>
      manifest('apps/v1', kind, template('high')),
    ),
    manifest('batch/v1', 'Job', template('high')),
    manifest('batch/v1', 'CronJob', { spec: { jobTemplate: template('high') } }),
  ])('priority: %j', (object) => {
    expect(requires(object)).toEqual([Capability.priorityClass('main', 'high')]);
  });

  it('no priority class of the system, which every cluster has', () => {
    for (const name of ['system-cluster-critical', 'system-node-critical'])
      expect(requires(manifest('apps/v1', 'Deployment', template(name)))).toEqual([]);
  });
});
