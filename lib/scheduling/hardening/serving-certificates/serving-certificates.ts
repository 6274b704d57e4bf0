import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ClusterChart } from '../../cluster-chart';
import type { ICluster } from '../../cluster-interface';
import { servingNames } from './names';
import type { NamedCluster } from './names';

/** What its objects are called, and the user that approves. */
export const SERVING_CERTIFICATES = 'altostratus:serving-certificates';
export const SERVING_NAMES = { namespace: 'kube-system', name: 'altostratus-serving-certificates' } as const;

const LABELS = {
  'app.kubernetes.io/name': 'serving-certificates',
  'app.kubernetes.io/component': 'approver',
  'app.kubernetes.io/part-of': 'kubernetes',
};

export interface ServingCertificatesProps {
  readonly cluster: ICluster & NamedCluster;
}

/** What hosts of the control plane need to approve the certificates of kubelets: the names of the Plan, and the right to do just that. */
export class ServingCertificates extends ClusterChart {
  public constructor(scope: Construct, id: string, { cluster }: ServingCertificatesProps) {
    super(scope, id, { cluster, namespace: SERVING_NAMES.namespace });
    this.createNames(cluster);
    this.createRights();
  }

  private createNames(cluster: NamedCluster): void {
    const data: unknown = Lazy.any({ produce: () => ({ names: servingNames(cluster) }) });
    new k8s.KubeConfigMap(this, 'names', {
      metadata: { ...SERVING_NAMES, labels: { ...LABELS } },
      data: data as Record<string, string>,
    });
  }

  private createRights(): void {
    const name = SERVING_CERTIFICATES;
    const rbac = 'rbac.authorization.k8s.io';
    const subjects = [{ kind: 'User', apiGroup: rbac, name }];
    const cluster = { metadata: { name, labels: { ...LABELS } } };
    const local = { metadata: { ...cluster.metadata, namespace: SERVING_NAMES.namespace } };
    const certificates = ['certificates.k8s.io'];
    new k8s.KubeClusterRole(this, 'role', {
      ...cluster,
      rules: [
        { apiGroups: certificates, resources: ['certificatesigningrequests'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: certificates, resources: ['certificatesigningrequests/approval'], verbs: ['update'] },
        {
          apiGroups: certificates,
          resources: ['signers'],
          resourceNames: ['kubernetes.io/kubelet-serving'],
          verbs: ['approve'],
        },
      ],
    });
    new k8s.KubeClusterRoleBinding(this, 'binding', {
      ...cluster,
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects,
    });
    new k8s.KubeRole(this, 'names-role', {
      ...local,
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: [SERVING_NAMES.name], verbs: ['get'] }],
    });
    new k8s.KubeRoleBinding(this, 'names-binding', {
      ...local,
      roleRef: { apiGroup: rbac, kind: 'Role', name },
      subjects,
    });
  }
}
