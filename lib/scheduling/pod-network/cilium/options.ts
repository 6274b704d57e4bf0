import type { Encryption } from '../encryption';

/** Settings of Cilium. */
export interface CiliumOptions {
  /** How packets between nodes are encrypted. @default - not at all */
  readonly encryption?: Encryption;
  /**
   * Carry out Services in place of kube-proxy. Without it, `hostPort` of pods that are not in the host's network does not work.
   * @default true
   */
  readonly kubeProxyReplacement?: boolean;
  /** Largest packet in bytes. @default - that of the host's interface, less what wrapping and encryption take */
  readonly mtu?: number;
}
