/** What a cluster does by default to be hard to attack, and what goes without it. */
export const CONTROLS = {
  profiling: 'with the profiling endpoints of its control plane switched off',
  auditLog: 'with an audit log',
  encryptionAtRest: 'with Secrets encrypted in etcd',
  anonymousAccess: 'with anonymous requests to the API server kept to its health',
  externalIps: 'with "externalIPs" of Services denied',
  strongTls: 'with TLS 1.2 and forward secrecy as the least',
  servingCertificates: 'with certificates of kubelets that the API server verifies',
  kernelDefaults: 'with kubelets that refuse to change settings of the kernel',
  seccompDefault: 'with the default seccomp profile for pods that name none',
  shortTokens: 'with tokens of service accounts that end when they say',
} as const;

/** Name of one default. */
export type Control = keyof typeof CONTROLS;

/** One default of the hardening that a cluster goes without, and why. Each is shown in the Plan as `hardening-exception`. */
export class HardeningException {
  private constructor(
    public readonly control: Control,
    /** Why it is needed; shown in every review. */
    public readonly reason: string,
  ) {}

  /** Serve profiles of API server, controller manager and scheduler at `/debug/pprof`. */
  public static profiling(reason: string): HardeningException {
    return new HardeningException('profiling', reason);
  }

  /** Write no audit log. */
  public static auditLog(reason: string): HardeningException {
    return new HardeningException('auditLog', reason);
  }

  /** Write Secrets into etcd as they are; what is encrypted already stays readable. */
  public static encryptionAtRest(reason: string): HardeningException {
    return new HardeningException('encryptionAtRest', reason);
  }

  /** Take anonymous requests for any path, where roles allow them: `kubeadm join` by token and hash needs it. */
  public static anonymousAccess(reason: string): HardeningException {
    return new HardeningException('anonymousAccess', reason);
  }

  /** Let Services have any external address. */
  public static externalIps(reason: string): HardeningException {
    return new HardeningException('externalIps', reason);
  }

  /** Offer what Go offers: for clients of API server, kubelet or etcd that know no cipher suite with forward secrecy. */
  public static strongTls(reason: string): HardeningException {
    return new HardeningException('strongTls', reason);
  }

  /** Let kubelets sign their own certificates, which nobody can verify. */
  public static servingCertificates(reason: string): HardeningException {
    return new HardeningException('servingCertificates', reason);
  }

  /** Let kubelet set the kernel as it likes: for hosts that are containers and may not set it themselves. */
  public static kernelDefaults(reason: string): HardeningException {
    return new HardeningException('kernelDefaults', reason);
  }

  /** Run pods that name no seccomp profile without one. */
  public static seccompDefault(reason: string): HardeningException {
    return new HardeningException('seccompDefault', reason);
  }

  /** Take tokens of service accounts for a year: for clients that never read them again. */
  public static shortTokens(reason: string): HardeningException {
    return new HardeningException('shortTokens', reason);
  }
}
