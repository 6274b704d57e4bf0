/** kubeadm.k8s.io/v1beta4, as far as it is used (kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4). */
export const KUBEADM_API = 'kubeadm.k8s.io/v1beta4';

/** One flag of a program. */
export interface Argument {
  readonly name: string;
  readonly value: string;
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export interface NodeRegistration {
  /** @default - the host's name */
  readonly name?: string;
  readonly criSocket: string;
  /** @default - that of the control plane for `init`, none for `join` */
  readonly taints?: readonly Taint[];
  readonly kubeletExtraArgs?: readonly Argument[];
  readonly ignorePreflightErrors?: readonly string[];
}

export interface BootstrapToken {
  readonly token: string;
  readonly description: string;
  readonly ttl: string;
  readonly usages: readonly string[];
  readonly groups: readonly string[];
}

export interface InitConfiguration {
  readonly apiVersion: typeof KUBEADM_API;
  readonly kind: 'InitConfiguration';
  readonly bootstrapTokens?: readonly BootstrapToken[];
  readonly localAPIEndpoint: { readonly advertiseAddress: string; readonly bindPort: number };
  readonly nodeRegistration: NodeRegistration;
}

export interface ExternalEtcd {
  readonly endpoints: readonly string[];
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

export interface LocalEtcd {
  readonly dataDir: string;
  readonly serverCertSANs: readonly string[];
  readonly peerCertSANs: readonly string[];
}

/** A folder of the host in the container of a component. */
export interface HostPathMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly pathType: 'Directory' | 'DirectoryOrCreate';
}

export interface ApiServerConfiguration {
  readonly certSANs: readonly string[];
  readonly extraArgs: readonly Argument[];
  readonly extraVolumes: readonly HostPathMount[];
}

export interface ClusterConfiguration {
  readonly apiVersion: typeof KUBEADM_API;
  readonly kind: 'ClusterConfiguration';
  readonly kubernetesVersion: string;
  readonly clusterName?: string;
  readonly controlPlaneEndpoint?: string;
  readonly certificatesDir: string;
  readonly imageRepository?: string;
  readonly etcd: { readonly external: ExternalEtcd } | { readonly local: LocalEtcd };
  readonly networking?: { readonly podSubnet: string; readonly serviceSubnet: string; readonly dnsDomain: string };
  readonly apiServer?: ApiServerConfiguration;
  readonly controllerManager?: { readonly extraArgs: readonly Argument[] };
  readonly scheduler?: { readonly extraArgs: readonly Argument[] };
  readonly dns?: { readonly disabled: boolean };
  readonly proxy?: { readonly disabled: boolean };
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

export interface JoinConfiguration {
  readonly apiVersion: typeof KUBEADM_API;
  readonly kind: 'JoinConfiguration';
  readonly discovery: { readonly file: { readonly kubeConfigPath: string } };
  readonly nodeRegistration: NodeRegistration;
}
