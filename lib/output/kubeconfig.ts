import { UserError } from '../core/finding';
import { emitYaml } from '../core/yaml';
import type { ClusterPlan } from '../plan/types';
import { makeCertificate } from './certificate';
import type { SecretLookup } from './fill-secrets';

export interface KubeconfigOptions {
  readonly secrets: SecretLookup;
  readonly now: Date;
  /** How long the certificate is good for. */
  readonly days: number;
  /** Name of the administrator, as it stands in the audit log. */
  readonly user: string;
  /** URL to reach the API server at. @default - that of the Plan */
  readonly server?: string;
}

/** Members may do everything; kubeadm binds it to cluster-admin, so that it can be taken back (unlike system:masters). */
const ADMINISTRATORS = 'kubeadm:cluster-admins';

/**
 * A kubeconfig for an administrator, made from the cluster's authority: nothing is fetched from a host.
 * @throws UserError where the cluster was not made here
 */
export async function adminKubeconfig(cluster: ClusterPlan, options: KubeconfigOptions): Promise<string> {
  const { secrets, now, days, user, server = cluster.endpoint } = options;
  const part = (attribute: string) =>
    cluster.authority === undefined ? undefined : secrets({ path: cluster.authority, attribute });
  const [certificate, key] = [part('certificate'), part('key')];
  if (certificate === undefined || key === undefined)
    throw new UserError(
      `The cluster "${cluster.id}" was there before this platform, so its authority is not known here.`,
      'Ask whoever runs it for a kubeconfig.',
    );
  const own = await makeCertificate(user, [], days, { certificate, key }, now, ADMINISTRATORS);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return emitYaml({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': cluster.id,
    clusters: [
      {
        name: cluster.id,
        cluster: {
          server,
          'tls-server-name': new URL(cluster.endpoint).hostname,
          'certificate-authority-data': base64(certificate),
        },
      },
    ],
    users: [
      { name: user, user: { 'client-certificate-data': base64(own.certificate), 'client-key-data': base64(own.key) } },
    ],
    contexts: [{ name: cluster.id, context: { cluster: cluster.id, user } }],
  });
}
