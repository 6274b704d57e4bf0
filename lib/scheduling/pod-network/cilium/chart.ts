import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { report } from '../../../core/finding';
import { Secret } from '../../../core/secret';
import type { SecretForm } from '../../../core/secret-form';
import { ClusterChart } from '../../cluster-chart';
import { CILIUM } from '../../compatibility/pod-networks';
import { checksum, NodeAgent } from '../../node-agent';
import type { PodNetworkContext } from '../plugin';
import { AGENT_CONFIG_RULES, AGENT_RULES } from './agent-access';
import { agentPod, IPSEC_SECRET } from './agent';
import { ciliumConfig, CONFIG } from './config';
import { createOperator } from './operator';
import type { CiliumOptions } from './options';

export interface CiliumChartProps extends PodNetworkContext {
  readonly options: CiliumOptions;
}

const NAMESPACE = 'kube-system';

/** 16 bytes for AES and 4 of salt. */
const KEY_FORM: SecretForm = { pattern: '^[0-9a-fA-F]{40}$', is: '40 hexadecimal digits' };

/**
 * Cilium: an agent on every node, and an operator that makes the custom kinds and cleans up. The same objects as the project's
 * own chart makes (cilium/cilium v1.20.2, install/kubernetes/cilium) without Hubble, Envoy, cluster mesh and copies of Secrets.
 */
export class CiliumChart extends ClusterChart {
  public constructor(scope: Construct, id: string, { options, ...context }: CiliumChartProps) {
    super(scope, id, { cluster: context.cluster, namespace: NAMESPACE });
    const config = ciliumConfig(context, options);
    const agent = new NodeAgent(this, {
      name: 'cilium',
      component: 'pod-network',
      namespace: NAMESPACE,
      version: CILIUM.version,
      role: AGENT_RULES,
      config: { name: CONFIG, files: config },
      pod: agentPod(context, options),
      // It mounts file systems, loads programs into the kernel and enters the networks of pods.
      unconfined: true,
      // The operator looks for agents by it.
      podLabels: { 'k8s-app': 'cilium' },
    });
    this.createConfigAccess(agent.labels);
    if (options.encryption?.settings.kind === 'ipsec') this.createKeys(options.encryption.settings, agent.labels);
    createOperator(this, { context, namespace: NAMESPACE, configChecksum: checksum(config) });
  }

  /** Before it starts, an agent reads its settings over the API, those for its node alone included. */
  private createConfigAccess(labels: Readonly<Record<string, string>>): void {
    const metadata = { name: 'cilium-config-agent', namespace: NAMESPACE, labels: { ...labels } };
    new k8s.KubeRole(this, 'config-role', { metadata, rules: [...AGENT_CONFIG_RULES] });
    new k8s.KubeRoleBinding(this, 'config-binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: 'cilium', namespace: NAMESPACE }],
    });
  }

  /**
   * The form is `<number>+ <algorithm> <key> <length of the check value>`; 16 bytes of the key are for AES, 4 are the salt. The
   * plus sign makes each two nodes have keys of their own (GHSA-pwqm-x5x6-5586).
   */
  private createKeys(
    { keyId, key }: { readonly keyId: number; readonly key: Secret | undefined },
    labels: Readonly<Record<string, string>>,
  ): void {
    const psk = key ?? new Secret(this, `ipsec-key-${keyId}`, { kind: 'random', bytes: 20, encoding: 'hex' });
    if (!psk.mustBe(KEY_FORM))
      report(this, {
        rule: 'secret-form',
        message: `The key "${psk.node.path}" for IPsec is not ${KEY_FORM.is}.`,
        remedy: 'Leave it out, and one is made; or give one of that form by Secret.fromEnvironment().',
      });
    new k8s.KubeSecret(this, 'ipsec-keys', {
      metadata: { name: IPSEC_SECRET, namespace: NAMESPACE, labels: { ...labels } },
      stringData: { keys: `${keyId}+ rfc4106(gcm(aes)) ${psk.value} 128` },
    });
  }
}
