import { planOutline, planSummary } from '../../lib/cli/plan-outline';
import { Terminal } from '../../lib/cli/terminal';
import type { Plan } from '../../lib/plan/types';
import { sampleObject, samplePlan } from '../output/sample-plan';
import { Captured } from './captured';

const text = (lines: readonly string[]) => {
  const stream = new Captured();
  new Terminal(stream, false).lines(...lines);
  return stream.text;
};
const tenants: Plan['tenants'] = [
  {
    id: 'retail',
    path: 'retail',
    budget: 4000,
    environments: [
      {
        id: 'dev',
        path: 'retail/dev',
        cluster: 'main',
        namespace: 'retail-dev',
        quota: { cpu: 8, memoryMib: 1536 },
        applications: ['shop'],
      },
    ],
  },
];

test('planOutline shows machines, objects by wave and chart, tenants', () => {
  expect(text(planOutline(samplePlan({ tenants })))).toBe(
    [
      'enterprise (dev)  corp.example',
      '',
      'site dc1  static  10.10.0.0/16',
      '  machines',
      '    dc1-master-1  10.10.0.21  a  control-plane, etcd  4 cpu  8 GiB  40 GiB disk',
      '  pools',
      '    burst  0-5  spot  8 cpu  16 GiB',
      '  balancers',
      '    api  vip  10.10.0.10',
      '',
      'cluster main  Kubernetes 1.36.3 on dc1  https://api.main.corp.example:8443',
      '  Pods move after at most 361 s.',
      '  first',
      '    gateway-api  1.4.0  Kinds of routes.',
      '  waves',
      '    0  base  Namespace',
      '    1  logs  ConfigMap, Secret',
      '',
      'tenant retail  budget 4,000',
      '  environments',
      '    dev  main/retail-dev  8 cpu  1.5 GiB  shop',
      '',
      '4 secrets, 1 artefact, 0 values known only to a cloud',
      '',
    ].join('\n'),
  );
});

test('planOutline counts kinds of one chart', () => {
  const plan = samplePlan();
  const objects = ['a', 'b', 'c'].map((name) => sampleObject('ConfigMap', name, 'all', 0));
  expect(text(planOutline({ ...plan, clusters: plan.clusters.map((one) => ({ ...one, objects })) }))).toContain(
    '0  all  3 ConfigMap\n',
  );
});

test('planSummary has a table each for sites, clusters and tenants, and none for what there is none of', () => {
  expect(text(planSummary(samplePlan({ tenants })))).toBe(
    [
      'SITE  PROVIDER  NETWORK       MACHINES  POOLS',
      'dc1   static    10.10.0.0/16         1      1',
      '',
      'CLUSTER  VERSION  SITE  ENDPOINT                            OBJECTS  WAVES  NAMESPACES',
      'main     1.36.3   dc1   https://api.main.corp.example:8443        3      2           0',
      '',
      'TENANT  ENVIRONMENTS  APPLICATIONS',
      'retail  dev                      1',
      '',
      '',
    ].join('\n'),
  );
  expect(planSummary(samplePlan({ sites: [], clusters: [] }))).toEqual([]);
});
