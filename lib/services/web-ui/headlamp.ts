import type { k8s } from 'cdk8s-plus-27';
import { httpProbe, resources, secretVariables, variables } from '../workload';

/** Where people sign in. */
export interface SignIn {
  /** Issuer, as it stands in tokens. */
  readonly url: string;
  /** What the page is called there. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Where the provider sends people back to; it must know this URL. */
  readonly callback: string;
}

/** The image's own numbers, and the key of the client's secret. */
export const HEADLAMP = { port: 4466, user: 100, group: 101, secretKey: 'client-secret' } as const;

/** Source: github.com/kubernetes-sigs/headlamp, release v0.45.0. */
const IMAGE = 'ghcr.io/headlamp-k8s/headlamp:v0.45.0';

/** Hours until people sign in again. */
const SESSION_HOURS = 8;

/**
 * The program. Its settings are variables, so that no secret stands on its command line.
 * @param secret name of the Secret with the client's; a public client with PKCE where there is none
 */
export function headlamp(cluster: string, signIn: SignIn | undefined, secret: string | undefined): k8s.Container {
  const probe = httpProbe('/', 'http');
  const oidc = signIn && {
    HEADLAMP_CONFIG_OIDC_CLIENT_ID: signIn.clientId,
    HEADLAMP_CONFIG_OIDC_IDP_ISSUER_URL: signIn.url,
    HEADLAMP_CONFIG_OIDC_CALLBACK_URL: signIn.callback,
    HEADLAMP_CONFIG_OIDC_SCOPES: signIn.scopes.join(','),
    HEADLAMP_CONFIG_OIDC_USE_PKCE: 'true',
  };
  return {
    name: 'headlamp',
    image: IMAGE,
    args: [
      '-in-cluster',
      `-in-cluster-context-name=${cluster}`,
      `-session-ttl=${SESSION_HOURS * 3600}`,
      '-watch-plugins-changes=false',
    ],
    env: [
      ...variables({ HOME: '/home/headlamp', ...oidc }),
      ...(secret === undefined
        ? []
        : secretVariables(secret, { HEADLAMP_CONFIG_OIDC_CLIENT_SECRET: HEADLAMP.secretKey })),
    ],
    ports: [{ name: 'http', containerPort: HEADLAMP.port }],
    resources: resources('50m', '256Mi'),
    readinessProbe: probe,
    livenessProbe: { ...probe, periodSeconds: 20 },
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'home', mountPath: '/home/headlamp' },
    ],
  };
}
