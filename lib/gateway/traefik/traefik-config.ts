/** What the configuration of one Traefik is made from. */
export interface TraefikSettings {
  readonly ingressClass: string;
  /** Namespaces that it reads Ingresses, Services and certificates of. */
  readonly namespaces: readonly string[];
  /** Name that is written into the status of Ingresses. */
  readonly hostName: string;
  /** Port at which clients reach the entry point of TLS. */
  readonly httpsPort: number;
  /** Blocks of addresses whose word on who the client is counts (PROXY protocol). Nobody's where it is empty. */
  readonly trusted: readonly string[];
}

/** Name of the entry point of plain HTTP. */
export const HTTP_ENTRY_POINT = 'web';

/** Ports in the pod; above 1023, so that no capability is needed. */
export const TRAEFIK_PORTS = { web: 8000, websecure: 8443, ping: 8080, metrics: 9100 } as const;

/** Folder of what Traefik reads once. */
export const STATIC_FOLDER = '/etc/traefik/static';

/** Folder of what Traefik reads again when it changes: TLS settings, the gateway's own certificate. */
export const DYNAMIC_FOLDER = '/etc/traefik/dynamic';

/** Files of the gateway's own certificate, in the dynamic folder; named as in a Secret of type kubernetes.io/tls. */
export const CERTIFICATE_FILES = { certFile: `${DYNAMIC_FOLDER}/tls.crt`, keyFile: `${DYNAMIC_FOLDER}/tls.key` };

/**
 * How long it still answers after it was told to stop: first as if nothing was, until the cluster has taken it out of the
 * way, then only what is open.
 */
const DRAIN = { requestAcceptGraceTimeout: '10s', graceTimeOut: '20s' };

/** `X_Forwarded_For` is dropped: programs that read it as `X-Forwarded-For` would take a client's word for its address. */
const HEADERS = { aliasHeadersStrategy: 'delete' };

/** Seconds from the order to stop to the end, with a little to spare. */
export const TERMINATION_SECONDS = 35;

/**
 * What Traefik reads once, when it starts.
 * Source: doc.traefik.io/traefik/reference/install-configuration, v3.7
 */
export function staticConfig({ ingressClass, namespaces, hostName, httpsPort, trusted }: TraefikSettings) {
  const entryPoint = (port: number) => ({
    address: `:${port}`,
    transport: { lifeCycle: DRAIN },
    ...(trusted.length > 0 && { proxyProtocol: { trustedIPs: [...trusted] } }),
  });
  return {
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    log: { level: 'INFO', format: 'json' },
    accessLog: { format: 'json' },
    ping: { entryPoint: 'ping', terminatingStatusCode: 503 },
    metrics: { prometheus: { entryPoint: 'metrics', addRoutersLabels: true } },
    entryPoints: {
      // The lowest priority there is, so that challenges of certificate authorities are answered and not redirected.
      [HTTP_ENTRY_POINT]: {
        ...entryPoint(TRAEFIK_PORTS.web),
        http: {
          ...HEADERS,
          redirections: { entryPoint: { to: `:${httpsPort}`, scheme: 'https', permanent: true, priority: 1 } },
        },
      },
      websecure: { ...entryPoint(TRAEFIK_PORTS.websecure), asDefault: true, http: { ...HEADERS, tls: {} } },
      ping: { address: `:${TRAEFIK_PORTS.ping}` },
      metrics: { address: `:${TRAEFIK_PORTS.metrics}` },
    },
    providers: {
      file: { directory: DYNAMIC_FOLDER, watch: true },
      kubernetesIngress: {
        ingressClass,
        namespaces: [...namespaces],
        ingressEndpoint: { hostname: hostName },
        // A service without pods is answered with 503, not 404; `/app` is not `/apple`.
        allowEmptyServices: true,
        strictPrefixMatching: true,
      },
    },
  };
}

/** What Traefik reads again when it changes. */
export function dynamicConfig(hasCertificate: boolean) {
  return {
    tls: {
      options: { default: { minVersion: 'VersionTLS12' } },
      ...(hasCertificate && { stores: { default: { defaultCertificate: CERTIFICATE_FILES } } }),
    },
  };
}
