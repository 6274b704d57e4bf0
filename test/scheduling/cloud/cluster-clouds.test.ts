import { CloudIntegration, Machines } from 'altostratus';
import type { IProvider } from 'altostratus';
import { Size } from 'cdk8s';
import { fileOf, settleTree, specOf, unitOf } from '../sample-cluster';
import { ALICLOUD, AWS, burst, clusterOn, objectIn, OPENSTACK, planOf, workloadIn } from './clouds';

const MANAGER = 'apps/v1/Deployment/kube-system/cloud-controller-manager';
const IDENTITY = '/etc/altostratus/node-identity.env';
const DROP_IN = 'kubelet.service.d/30-identity.conf';

describe('the clouds of a cluster', () => {
  test('have the controller manager of their own, by the role of the instances that it runs on', () => {
    const plan = planOf(clusterOn(AWS));
    const { spec } = workloadIn(plan, `${MANAGER}-home`);
    const [container] = spec.template.spec.containers;
    expect(spec.replicas).toBe(2);
    expect(container?.image).toBe('registry.k8s.io/provider-aws/cloud-controller-manager:v1.36.1');
    expect(container?.args).toEqual(
      expect.arrayContaining([
        '--cloud-provider=aws',
        '--controllers=cloud-node,cloud-node-lifecycle',
        '--leader-elect-resource-name=cloud-controller-manager-home',
        '--secure-port=10258',
      ]),
    );
    expect(container?.env?.map(({ name }) => name)).toEqual([
      'KUBERNETES_SERVICE_HOST',
      'KUBERNETES_SERVICE_PORT',
      'AWS_REGION',
    ]);
    expect(spec.template.spec).toMatchObject({
      hostNetwork: true,
      priorityClassName: 'system-cluster-critical',
      nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
      tolerations: expect.arrayContaining([
        expect.objectContaining({ key: 'node.cloudprovider.kubernetes.io/uninitialized' }) as unknown,
      ]) as unknown,
    });
    expect(plan.sites[0]?.permissions).toEqual([
      expect.objectContaining({
        program: 'cloud-controller-manager',
        holder: {
          kind: 'instance-role',
          machines: ['home-main-control-plane-1', 'home-main-control-plane-2', 'home-main-control-plane-3'],
        },
      }),
    ]);
  });

  test('use a key that is given where there is no role, never in the Plan', () => {
    const plan = planOf(clusterOn(OPENSTACK));
    const secret = objectIn(plan, 'v1/Secret/kube-system/cloud-controller-manager-home-account');
    expect((secret as { stringData: Record<string, string> }).stringData['cloud.conf']).toMatch(
      /^\[Global\]\nauth-url = "\$\{ref\[home\/main\/clouds\/home\/auth-url#value\]\}"\n/,
    );
    expect(plan.secrets.map(({ source }) => source)).toContainEqual({
      kind: 'environment',
      variable: 'HOME_OS_APPLICATION_CREDENTIAL_SECRET',
    });
    expect(workloadIn(plan, `${MANAGER}-home`).spec.template.spec.containers[0]?.image).toBe(
      'registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.36.0',
    );
  });

  test('of two providers have one each, at ports of their own', () => {
    const made = clusterOn(OPENSTACK);
    burst(made, AWS);
    const plan = planOf(made);
    const port = (name: string) =>
      workloadIn(plan, `${MANAGER}-${name}`).spec.template.spec.containers[0]?.args.find((arg) => arg.includes('port'));
    expect([port('home'), port('away')]).toEqual(['--secure-port=10258', '--secure-port=10268']);
    expect(plan.sites.find(({ id }) => id === 'away')?.permissions.map(({ holder }) => holder)).toContainEqual({
      kind: 'key',
      variables: ['AWAY_AWS_ACCESS_KEY_ID', 'AWAY_AWS_SECRET_ACCESS_KEY'],
    });
  });

  test('run the one of Alibaba Cloud with flags of its own', () => {
    const { spec } = workloadIn(planOf(clusterOn(ALICLOUD)), `${MANAGER}-home`);
    expect(spec.template.spec.containers[0]?.args).toEqual(
      expect.arrayContaining(['--controllers=node', '--health-probe-bind-addr=127.0.0.1:10258']),
    );
  });

  test('give every node the id of its instance before kubelet registers it', () => {
    const { platform, cluster } = clusterOn(AWS);
    settleTree(platform);
    for (const machine of cluster.machines) {
      expect(fileOf(machine, IDENTITY)).toContain('KUBELET_FLAGS="--cloud-provider=external "\n');
      expect(unitOf(machine, DROP_IN)).toContain('After=altostratus-node-identity.service');
      expect(unitOf(machine, 'altostratus-node-identity.service')).toContain('Before=kubelet.service');
      expect(unitOf(machine, 'kubelet.service.d/10-kubeadm.conf')).toContain('$KUBELET_EXTRA_ARGS');
    }
  });

  test('are done without where that is said', () => {
    const made = clusterOn(AWS, (home) => ({ clouds: [CloudIntegration.none(home)] }));
    const plan = planOf(made);
    expect(made.cluster.clouds.managedSites).toEqual([]);
    expect(plan.sites[0]?.permissions).toEqual([]);
    expect(specOf(made.cluster.machines[0]).units.map(({ name }) => name)).not.toContain(DROP_IN);
  });

  test('without a controller manager still give ids to nodes that come and go', () => {
    const made = clusterOn(AWS, (home) => ({ clouds: [CloudIntegration.none(home)] }));
    const pool = made.cluster.addPool('burst', {
      machines: Machines.between(0, 3, { cpu: 8, memory: Size.gibibytes(16) }),
    });
    settleTree(made.platform);
    expect(pool.scaling && fileOf(pool.scaling, IDENTITY)).toContain('KUBELET_FLAGS=""\n');
    expect(specOf(made.cluster.machines[0]).units.map(({ name }) => name)).not.toContain(DROP_IN);
  });

  test('are not asked about hosts of providers that have nothing of the kind', () => {
    const { kubernetesCloud: _, ...capabilities } = AWS.capabilities;
    const { platform, cluster } = clusterOn({ ...own(AWS), capabilities });
    settleTree(platform);
    expect(cluster.clouds.managedSites).toEqual([]);
    expect(specOf(cluster.machines[0]).units.map(({ name }) => name)).not.toContain(DROP_IN);
  });
});

/** A provider like another one. */
function own(provider: IProvider): IProvider {
  const { settings, hosts, faults, reservedAddresses } = provider;
  return {
    kind: 'own',
    capabilities: provider.capabilities,
    settings,
    hosts,
    faults,
    reservedAddresses,
    zones: (count) => provider.zones(count),
    shapeFor: (wish) => provider.shapeFor(wish),
  };
}
