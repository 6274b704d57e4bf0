import { HardeningException, Machines } from 'altostratus';
import type { KubernetesObject } from '../../../../lib/core/manifest';
import {
  objectOf,
  objectsOf,
  sample,
  settled,
  settleTree,
  settingsOf,
  SMALL,
  specOf,
  unitOf,
} from '../../sample-cluster';

const NAMES = 'altostratus-serving-certificates';

function namesOf({ platform }: ReturnType<typeof sample>): string[] {
  const { data } = objectOf(platform, 'ConfigMap', NAMES) as KubernetesObject & { data: { names: string } };
  return data.names.trimEnd().split('\n');
}

test('lists every node of the Plan with its address, and what no other node may be called', () => {
  const made = settled();
  const [first, second] = made.general.machines.map(({ machineName }) => machineName);
  expect(namesOf(made)).toEqual([
    'node dc1-main-control-plane-1 10.10.0.1',
    'node dc1-main-control-plane-2 10.10.0.2',
    'node dc1-main-control-plane-3 10.10.0.3',
    `node ${first} 10.10.0.4`,
    `node ${second} 10.10.0.5`,
    'reserved api.main.example.com',
    'reserved 10.10.0.10',
    'reserved 10.96.0.1',
    'reserved localhost',
    'reserved kubernetes',
    'reserved kubernetes.default',
    'reserved kubernetes.default.svc',
    'reserved kubernetes.default.svc.cluster.local',
  ]);
});

test('nodes that come and go have addresses of their network; domains are those that were added', () => {
  const made = sample();
  made.cluster.addPool('burst', { machines: Machines.between(0, 5, SMALL) });
  made.cluster.hardening.addNodeDomain('compute.internal');
  settleTree(made.platform);
  const names = namesOf(made);
  expect(names.filter((line) => line.startsWith('pool'))).toEqual(['pool 10.10.0.0/16']);
  expect(names.filter((line) => line.startsWith('domain'))).toEqual(['domain compute.internal']);
});

test('a new worker changes nothing on hosts of the control plane', () => {
  const before = settled();
  const after = sample();
  const more = after.cluster.addPool('more', { machines: Machines.of(1, SMALL) });
  settleTree(after.platform);
  expect(specOf(after.cluster.controlPlane[0])).toEqual(specOf(before.cluster.controlPlane[0]));
  expect(namesOf(after)).toContain(`node ${more.machines[0]?.machineName} 10.10.0.6`);
});

test('the approver may do just what it does', () => {
  const { platform } = settled();
  const rules = (kind: string) =>
    (objectOf(platform, kind, 'altostratus:serving-certificates') as KubernetesObject & { rules: unknown }).rules;
  expect(rules('ClusterRole')).toEqual([
    { apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update'] },
    {
      apiGroups: ['certificates.k8s.io'],
      resources: ['signers'],
      resourceNames: ['kubernetes.io/kubelet-serving'],
      verbs: ['approve'],
    },
  ]);
  expect(rules('Role')).toEqual([
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [NAMES], verbs: ['get'] },
  ]);
});

test('it runs on every host of the control plane, and starts again after each round', () => {
  const { cluster } = settled();
  for (const machine of cluster.controlPlane) {
    expect(unitOf(machine, 'altostratus-serving-certificates.service')).toContain('Restart=always\n');
    expect(settingsOf(machine, '/etc/altostratus/serving-certificates.env')).toMatchObject({
      CLIENT: 'altostratus:serving-certificates',
      CONFIG_MAP: NAMES,
      API_URL: 'https://127.0.0.1:6443',
      READY_FILE: '/var/lib/altostratus/control-plane-ready',
    });
  }
});

test('nothing of it is there where kubelets sign for themselves', () => {
  const exceptions = [HardeningException.servingCertificates('old monitoring')];
  const { platform } = settled({ hardening: { exceptions } });
  expect(objectsOf(platform).filter(({ metadata }) => metadata.name.includes('serving-certificates'))).toEqual([]);
});
