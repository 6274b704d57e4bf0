import { Encryption, PodNetwork } from 'altostratus';
import type { ClusterPlan, Plan } from 'altostratus';
import { ClusterDns } from 'altostratus/services';
import { synthesize } from 'altostratus/testing';
import { objectId } from '../../lib/core/manifest';
import type { KubernetesObject } from '../../lib/core/manifest';
import { healthy } from '../rules/fixtures';
import { ApiServer } from './api-server';
import { objectsWithValues } from './apply';
import { describeWith, temporaryFolder } from './programs';

/** A cluster with a pod network, and its Plan. */
function planWith(podNetwork: PodNetwork): {
  plan: Plan;
  cluster: ClusterPlan;
} {
  const { platform, cluster } = healthy({ podNetwork });
  new ClusterDns(cluster, 'dns');
  const synthesis = synthesize(platform);
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings, undefined, 1));
  return { plan: synthesis.plan, cluster: synthesis.plan.clusters[0] as ClusterPlan };
}

const NETWORKS: Readonly<Record<string, () => PodNetwork>> = {
  'cilium with IPsec': () => PodNetwork.cilium({ encryption: Encryption.ipsec() }),
  'cilium with WireGuard, beside kube-proxy': () =>
    PodNetwork.cilium({ encryption: Encryption.wireguard({ keepalive: 25 }), kubeProxyReplacement: false, mtu: 1400 }),
  'flannel with IPsec': () => PodNetwork.flannel({ backend: 'ipsec', udpEncapsulation: true }),
  'flannel with WireGuard': () => PodNetwork.flannel({ backend: 'wireguard', keepalive: 25 }),
};

describeWith(['etcd', 'kube-apiserver'], 'a real API server', () => {
  describe.each(Object.entries(NETWORKS))('%s', (_, make) => {
    const folder = temporaryFolder();
    const { plan, cluster } = planWith(make());
    let server: ApiServer;
    let objects: readonly KubernetesObject[];

    beforeAll(async () => {
      server = await ApiServer.start({ folder, serviceCidr: cluster.serviceCidr });
      objects = await objectsWithValues(plan, cluster, folder);
    });

    afterAll(() => server.stop());

    it('takes every object, with no field that it does not know', async () => {
      const refusals: string[] = [];
      for (const object of objects)
        await server.client.create(object).catch((error: unknown) => {
          refusals.push(`${objectId(object)}: ${(error as Error).message}`);
        });
      expect(refusals).toEqual([]);
      expect(objects.some(({ kind, metadata }) => kind === 'DaemonSet' && /cilium|flannel/.test(metadata.name))).toBe(
        true,
      );
    });

    it('has keys of the form that the programs take', () => {
      const text = JSON.stringify(objects.filter(({ kind }) => kind === 'Secret'));
      const forms = [
        /1\+ rfc4106\(gcm\(aes\)\) [0-9a-f]{40} 128/,
        /\\"PSK\\": \\"[0-9a-f]{96}\\"/,
        /\\"PSK\\": \\"[A-Za-z0-9+/]{43}=\\"/,
      ];
      const withKey = JSON.stringify(cluster.objects).includes('enable-wireguard') ? 0 : 1;
      expect(forms.filter((form) => form.test(text.replaceAll('\\\\"', '\\"')))).toHaveLength(withKey);
    });
  });
});
