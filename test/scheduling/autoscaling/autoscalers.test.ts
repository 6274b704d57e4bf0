import { Duration } from 'cdk8s';
import { synthesize } from 'altostratus/testing';
import { ALICLOUD, AWS, burst, clusterOn, OPENSTACK, planOf, workloadIn } from '../cloud/clouds';
import { fileOf, settleTree } from '../sample-cluster';

const AUTOSCALER = 'apps/v1/Deployment/kube-system/cluster-autoscaler-away';

describe('a pool that grows from nothing on another site', () => {
  const made = clusterOn(OPENSTACK);
  burst(made, AWS, { taint: 'burst', labels: { cost: 'spot' } });
  const plan = planOf(made);
  const pool = plan.sites.find(({ id }) => id === 'away')?.pools[0];

  test('is a group of the provider that the cluster autoscaler finds by its tags', () => {
    expect(pool).toMatchObject({ min: 0, max: 9, spot: true });
    expect(pool?.group).toEqual({
      name: 'shop-prod-main-burst',
      tags: {
        'k8s.io/cluster-autoscaler/enabled': 'true',
        'k8s.io/cluster-autoscaler/shop-prod-main': 'owned',
        'k8s.io/cluster-autoscaler/node-template/label/altostratus.dev/pool': 'burst',
        'k8s.io/cluster-autoscaler/node-template/label/cost': 'spot',
        'k8s.io/cluster-autoscaler/node-template/taint/altostratus.dev/pool': 'burst:NoSchedule',
        'k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage': '50Gi',
      },
      machineTags: { 'kubernetes.io/cluster/shop-prod-main': 'owned' },
      metadata: { tokens: 'required', hops: 1 },
      rebalance: false,
    });
  });

  test('boots as fixed workers do, with the labels and the taint that its tags say', () => {
    const join = '/etc/kubernetes/kubeadm-join.yaml';
    const { scaling } = made.cluster.pools[1] ?? {};
    const text = scaling && fileOf(scaling, join);
    expect(text).toContain('value: cost=spot,altostratus.dev/pool=burst');
    expect(text).toMatch(/key: altostratus\.dev\/pool\n\s+value: burst\n\s+effect: NoSchedule/);
    expect(pool?.boot.script).toContain('/etc/altostratus/node-identity.env');
  });

  test('has an autoscaler of the version of the cluster, on hosts of the control plane', () => {
    const { spec } = workloadIn(plan, AUTOSCALER);
    const [container] = spec.template.spec.containers;
    expect(container?.image).toBe('registry.k8s.io/autoscaling/cluster-autoscaler:v1.36.1');
    expect(container?.args).toEqual([
      '--v=2',
      '--cloud-provider=aws',
      '--cluster-name=shop-prod-main',
      '--namespace=kube-system',
      '--address=127.0.0.1:29660',
      '--leader-elect-resource-name=cluster-autoscaler-away',
      '--status-config-map-name=cluster-autoscaler-away-status',
      '--expander=least-waste',
      '--skip-nodes-with-local-storage=false',
      '--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/shop-prod-main',
    ]);
    expect(spec.template.spec).toMatchObject({
      priorityClassName: 'system-cluster-critical',
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
    });
  });

  test('may change groups of its cluster alone', () => {
    const permission = plan.sites
      .find(({ id }) => id === 'away')
      ?.permissions.find(({ program }) => program === 'cluster-autoscaler');
    expect(permission?.holder).toEqual({
      kind: 'key',
      variables: ['AWAY_AWS_ACCESS_KEY_ID', 'AWAY_AWS_SECRET_ACCESS_KEY'],
    });
    const changing = permission?.statements.filter(({ actions }) =>
      actions.some((one) => !/:(Describe|Get)/.test(one)),
    );
    expect(changing).toEqual([
      {
        actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
        resources: ['arn:aws:autoscaling:eu-central-1:*:autoScalingGroup:*:autoScalingGroupName/*'],
        conditions: { StringEquals: { 'aws:ResourceTag/k8s.io/cluster-autoscaler/shop-prod-main': 'owned' } },
      },
    ]);
  });
});

describe('autoscalers', () => {
  test('of Alibaba Cloud are told the id of each group, which only the cloud can say', () => {
    const made = clusterOn(ALICLOUD);
    burst(made, ALICLOUD, { min: 1, labels: { cost: 'spot' } });
    const result = synthesize(made.platform, { target: 'resources' });
    if (!result.ok) throw new Error(JSON.stringify(result.findings));
    expect(workloadIn(result.plan, AUTOSCALER).spec.template.spec.containers[0]?.args.at(-1)).toMatch(
      /^--nodes=1:9:\$\{ref\[home\/main\/autoscalers\/burst#id\]\}$/,
    );
    expect(result.plan.sites.find(({ id }) => id === 'away')?.pools[0]?.group?.machineTags).toEqual({
      'altostratus.dev/pool': 'burst',
      cost: 'spot',
    });
    expect(result.plan.deferred).toContainEqual(expect.objectContaining({ path: 'home/main/autoscalers/burst' }));
  });

  test('take options, and are not made for pools of fixed size', () => {
    const made = clusterOn(AWS, () => ({ autoscaling: { expander: 'random', unneededTime: Duration.minutes(3) } }));
    expect(planOf(made).clusters[0]?.objects.map(({ id }) => id)).not.toContain(AUTOSCALER);
    const grown = clusterOn(AWS, () => ({ autoscaling: { expander: 'random', unneededTime: Duration.minutes(3) } }));
    burst(grown, AWS);
    expect(workloadIn(planOf(grown), AUTOSCALER).spec.template.spec.containers[0]?.args).toEqual(
      expect.arrayContaining(['--expander=random', '--scale-down-unneeded-time=180s']),
    );
  });

  test('report labels that make tags too long', () => {
    const made = clusterOn(AWS);
    burst(made, AWS, { labels: { [`${'a'.repeat(60)}.example.com/${'b'.repeat(40)}`]: 'x' } });
    settleTree(made.platform);
    expect(synthesize(made.platform).findings).toContainEqual(
      expect.objectContaining({ rule: 'label-invalid', message: expect.stringContaining('128 are allowed') as string }),
    );
  });
});
