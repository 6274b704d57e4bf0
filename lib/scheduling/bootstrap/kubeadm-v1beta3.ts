import { KUBEADM_API } from './kubeadm-types';
import type {
  Argument,
  ClusterConfiguration,
  InitConfiguration,
  JoinConfiguration,
  NodeRegistration,
} from './kubeadm-types';

/** kubeadm's API for Kubernetes before 1.31 (cmd/kubeadm/app/apis/kubeadm/v1beta3/types.go, there up to 1.36). */
export const KUBEADM_V1BETA3 = 'kubeadm.k8s.io/v1beta3';

/** Flags by name: a flag cannot stand there twice. */
type ArgumentMap = Readonly<Record<string, string>>;

/** A part with its flags in the older form. */
type Older<T> = Omit<T, 'extraArgs' | 'kubeletExtraArgs'>;

interface V1Beta3Component {
  readonly extraArgs?: ArgumentMap;
  readonly [field: string]: unknown;
}

type V1Beta3NodeRegistration = Older<NodeRegistration> & { readonly kubeletExtraArgs?: ArgumentMap };

export interface V1Beta3Document {
  readonly apiVersion: typeof KUBEADM_V1BETA3;
  readonly kind: string;
  readonly nodeRegistration?: V1Beta3NodeRegistration;
  readonly apiServer?: V1Beta3Component;
  readonly controllerManager?: V1Beta3Component;
  readonly scheduler?: V1Beta3Component;
  readonly [field: string]: unknown;
}

/** Any document that stands in a file for kubeadm. */
export interface TypedDocument {
  readonly apiVersion: string;
  readonly kind: string;
}

type KubeadmDocument = InitConfiguration | ClusterConfiguration | JoinConfiguration;

/**
 * Documents of kubeadm in the API that a version of Kubernetes has; documents of other programs (kubelet, kube-proxy) stay as
 * they are.
 */
export function inKubeadmApi(
  api: 'v1beta3' | 'v1beta4',
  documents: readonly TypedDocument[],
): readonly TypedDocument[] {
  return api === 'v1beta4' ? documents : documents.map((one) => (isKubeadm(one) ? toV1Beta3(one) : one));
}

/**
 * The same in v1beta3, as far as it can be said there. It cannot say that kubeadm leaves DNS and kube-proxy alone (phases for
 * them are never run here), and knows no feature gates that came later.
 */
export function toV1Beta3(document: KubeadmDocument): V1Beta3Document {
  switch (document.kind) {
    case 'InitConfiguration':
    case 'JoinConfiguration': {
      const { nodeRegistration, ...rest } = document;
      return { ...rest, apiVersion: KUBEADM_V1BETA3, nodeRegistration: registration(nodeRegistration) };
    }
    case 'ClusterConfiguration': {
      const { apiServer, controllerManager, scheduler, dns: _dns, proxy: _proxy, featureGates, ...rest } = document;
      const gates = Object.entries(featureGates ?? {}).filter(([name]) => !LATER_GATES.has(name));
      return {
        ...rest,
        apiVersion: KUBEADM_V1BETA3,
        ...(apiServer && { apiServer: component(apiServer) }),
        ...(controllerManager && { controllerManager: component(controllerManager) }),
        ...(scheduler && { scheduler: component(scheduler) }),
        ...(gates.length > 0 && { featureGates: Object.fromEntries(gates) }),
      };
    }
  }
}

/** Came with kubeadm 1.31 (cmd/kubeadm/app/features/features.go). */
const LATER_GATES: ReadonlySet<string> = new Set(['ControlPlaneKubeletLocalMode']);

function isKubeadm(document: TypedDocument): document is KubeadmDocument {
  return document.apiVersion === KUBEADM_API;
}

function component({ extraArgs, ...rest }: { readonly extraArgs: readonly Argument[] }): V1Beta3Component {
  return { ...rest, extraArgs: mapOf(extraArgs) };
}

function registration({ kubeletExtraArgs, ...rest }: NodeRegistration): V1Beta3NodeRegistration {
  return { ...rest, ...(kubeletExtraArgs && { kubeletExtraArgs: mapOf(kubeletExtraArgs) }) };
}

/** The last of two flags with one name counts, as in kubeadm's own conversion. */
function mapOf(flags: readonly Argument[]): ArgumentMap {
  return Object.fromEntries(flags.map(({ name, value }) => [name, value]));
}
