import { compareVersions } from '../versions';

/** Who says who people are, by OpenID Connect. */
export interface TokenIssuer {
  /** `https://login.example.com/realms/main`, exactly as it stands in tokens. */
  readonly url: string;
  /** For whom tokens must be: ids of clients at the issuer. */
  readonly audiences: readonly string[];
  /** Certificates, PEM, that the issuer's own is verified with. @default - those that the host trusts */
  readonly certificateAuthority?: string;
  /** Claim that names the user. @default 'email' */
  readonly usernameClaim?: string;
  /** What is put before the name, so that no issuer can name somebody else's users. @default 'oidc:' */
  readonly usernamePrefix?: string;
  /** Claim with the user's groups. @default - users have no groups */
  readonly groupsClaim?: string;
  /** What is put before each group. @default 'oidc:' */
  readonly groupsPrefix?: string;
}

/** All that may be asked without saying who asks: kubelet, balancers and kubeadm do. */
export const HEALTH_PATHS: readonly string[] = ['/livez', '/readyz', '/healthz'];

/** From when on the file can limit anonymous requests (feature AnonymousAuthConfigurableEndpoints, beta). */
const LIMITS_ANONYMOUS = '1.32';

/** From when on it is `v1` (k8s.io/apiserver 0.34, pkg/apis/apiserver/v1/register.go). */
const STABLE = '1.34';

export interface AuthenticationProps {
  /** Version of Kubernetes. */
  readonly version: string;
  /** Anonymous requests for health alone. */
  readonly limitAnonymous: boolean;
  readonly issuers: readonly TokenIssuer[];
}

/** The content of the file for `--authentication-config`; undefined where there is nothing to say. */
export function authenticationConfiguration(props: AuthenticationProps): Readonly<Record<string, unknown>> | undefined {
  const { version, issuers } = props;
  const limitAnonymous = props.limitAnonymous && compareVersions(version, LIMITS_ANONYMOUS) >= 0;
  if (!limitAnonymous && issuers.length === 0) return undefined;
  return {
    apiVersion: `apiserver.config.k8s.io/${compareVersions(version, STABLE) >= 0 ? 'v1' : 'v1beta1'}`,
    kind: 'AuthenticationConfiguration',
    jwt: issuers.map(authenticator),
    ...(limitAnonymous && { anonymous: { enabled: true, conditions: HEALTH_PATHS.map((path) => ({ path })) } }),
  };
}

function authenticator(issuer: TokenIssuer): Readonly<Record<string, unknown>> {
  const { url, audiences, certificateAuthority, groupsClaim } = issuer;
  const { usernameClaim = 'email', usernamePrefix = 'oidc:', groupsPrefix = 'oidc:' } = issuer;
  return {
    issuer: {
      url,
      audiences: [...audiences],
      ...(audiences.length > 1 && { audienceMatchPolicy: 'MatchAny' }),
      ...(certificateAuthority !== undefined && { certificateAuthority }),
    },
    claimMappings: {
      username: { claim: usernameClaim, prefix: usernamePrefix },
      ...(groupsClaim !== undefined && { groups: { claim: groupsClaim, prefix: groupsPrefix } }),
    },
  };
}
