import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** Who is given access. */
export interface TraefikAccount {
  /** Name of the service account and of all roles. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
}

const READ = ['get', 'list', 'watch'];

/** What the provider reads of the whole cluster (pkg/provider/kubernetes/ingress/client.go: WatchAll). */
export function grantCluster(scope: Construct, { name, namespace, labels }: TraefikAccount): void {
  new k8s.KubeClusterRole(scope, 'cluster-role', {
    metadata: { name, labels },
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: READ },
      { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'], verbs: READ },
    ],
  });
  new k8s.KubeClusterRoleBinding(scope, 'cluster-role-binding', {
    metadata: { name, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}

/** What it reads of one namespace that it serves; secrets are those of certificates, and of no other namespace. */
export function grantNamespace(scope: Construct, account: TraefikAccount, served: string): void {
  const { name, namespace, labels } = account;
  new k8s.KubeRole(scope, `role-${served}`, {
    metadata: { name, namespace: served, labels },
    rules: [
      { apiGroups: [''], resources: ['services', 'secrets'], verbs: READ },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: READ },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
    ],
  });
  new k8s.KubeRoleBinding(scope, `role-binding-${served}`, {
    metadata: { name, namespace: served, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}
