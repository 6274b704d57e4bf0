/** Where things are on a host. Contract: people look for them there. */
export const Paths = {
  /** Settings of our own units. */
  config: '/etc/altostratus',
  /** Programs of our own units. */
  programs: '/usr/local/lib/altostratus',
  /** What must be remembered over a reboot. */
  state: '/var/lib/altostratus',
  /** There once the host is part of the control plane. */
  controlPlaneReady: '/var/lib/altostratus/control-plane-ready',
  /** Which revision of its files the Kubernetes on the host has: written at the first boot, then by every upgrade. */
  upgraded: '/var/lib/altostratus/upgraded',
  /** What is made anew at every boot. */
  runtime: '/run/altostratus',
  /** Binaries of Kubernetes and etcd, see nodeArtefacts. */
  binaries: '/usr/local/bin',
  kubernetes: '/etc/kubernetes',
  /** kubeadm's certificatesDir. */
  pki: '/etc/kubernetes/pki',
  manifests: '/etc/kubernetes/manifests',
  /** What the API server reads beside its keys; its container has it at the same path. */
  apiServer: '/etc/kubernetes/apiserver',
  auditLogs: '/var/log/kubernetes/audit',
  kubeadmConfig: '/etc/kubernetes/kubeadm.yaml',
  /** For certificates of etcd: kubeadm makes none for an etcd that it does not run. */
  certificatesConfig: '/etc/kubernetes/etcd-certs.yaml',
  /** The same as kubeadmConfig, with the join token. */
  tokenConfig: '/etc/kubernetes/kubeadm-token.yaml',
  joinConfig: '/etc/kubernetes/kubeadm-join.yaml',
  /** What a worker shows to the API server when it asks to join. */
  joinKubeconfig: '/etc/altostratus/join.kubeconfig',
  /** The cluster's authority on workers: kubeadm refuses to join where it is in `pki` already. */
  joinAuthority: '/etc/altostratus/ca.crt',
  /** Link to the file with the host's name servers. */
  resolver: '/run/altostratus/resolv.conf',
  /** What a kubelet shows to the API server, with its key. */
  kubeletCertificate: '/var/lib/kubelet/pki/kubelet-client-current.pem',
  criSocket: 'unix:///run/containerd/containerd.sock',
  etcdData: '/var/lib/etcd',
  etcdSettings: '/etc/etcd/etcd.env',
  registries: '/etc/containerd/certs.d',
} as const;

/** Ports that are the same everywhere. */
export const Ports = {
  apiServer: 6443,
  etcdClient: 2379,
  etcdPeer: 2380,
  etcdMetrics: 2381,
} as const;
