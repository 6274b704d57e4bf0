import { Endpoint, Secret } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import { Directory } from 'altostratus/governance';
import { WebUi } from '../../../lib/services';
import type { WebUiProps } from '../../../lib/services';
import { manifests, reportedIn, sample } from '../sample';

interface Headlamp {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly { readonly args: string[]; readonly env: Variable[] }[] };
    };
  };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

const PEOPLE = Directory.oidc('https://login.example.com:8443/realms/corp', { clientId: 'kubernetes' });

function platformWith(props: WebUiProps = {}) {
  const base = sample();
  const ui = new WebUi(base.cluster, 'ui', props);
  const container = () => {
    const { spec } = manifests(base.platform).has('Deployment', 'ui/headlamp') as unknown as Headlamp;
    return spec.template.spec.containers[0] as { args: string[]; env: Variable[] };
  };
  const variable = (name: string) => container().env.find((one) => one.name === `HEADLAMP_CONFIG_OIDC_${name}`);
  return { ...base, ui, container, variable };
}

function gatewayOf({ cluster }: ReturnType<typeof sample>) {
  return new Gateway(cluster, 'public', {
    endpoint: Endpoint.vip('10.10.0.20'),
    domains: ['sample.example'],
    certificates: Certificates.acme({ email: 'ops@sample.example' }),
  });
}

it('has an account without any right', () => {
  const { platform } = platformWith();
  for (const kind of ['RoleBinding', 'ClusterRoleBinding'])
    for (const binding of manifests(platform).find(kind))
      expect((binding as unknown as { subjects: object[] }).subjects).not.toContainEqual(
        expect.objectContaining({ namespace: 'ui' }),
      );
});

it('never uses that account for people', () => {
  const { container } = platformWith();
  expect([...container().args, ...container().env.map(({ name }) => name)].join(' ')).not.toMatch(
    /service-account-token|proxy-auth|insecure/i,
  );
});

it('asks people for a token of Kubernetes where no directory is named', () => {
  const { ui, container } = platformWith();
  expect(ui.signIn).toBeUndefined();
  expect(container().env.filter(({ name }) => name.includes('OIDC'))).toEqual([]);
});

it('is reached by nobody but port-forward without a gateway', () => {
  const { platform, ui } = platformWith();
  expect(ui.url).toBe('http://localhost:8080');
  expect((manifests(platform).has('NetworkPolicy', 'ui/headlamp').spec as { ingress: object[] }).ingress).toEqual([]);
  manifests(platform).has('Service', 'ui/headlamp', { spec: { ports: [{ port: 80 }] } });
  expect(manifests(platform).find('Ingress')).toEqual([]);
});

it('lets people sign in at a provider, as a public client with PKCE', () => {
  const { platform, variable } = platformWith({ directory: PEOPLE });
  expect(variable('IDP_ISSUER_URL')?.value).toBe('https://login.example.com:8443/realms/corp');
  expect(variable('CLIENT_ID')?.value).toBe('kubernetes');
  expect(variable('CALLBACK_URL')?.value).toBe('http://localhost:8080/oidc-callback');
  expect(variable('USE_PKCE')?.value).toBe('true');
  expect(variable('CLIENT_SECRET')).toBeUndefined();
  const { egress } = manifests(platform).has('NetworkPolicy', 'ui/headlamp').spec as { egress: object[] };
  expect(egress).toContainEqual({ ports: [{ port: 8443, protocol: 'TCP' }] });
});

it('keeps the secret of its client in a Secret', () => {
  const base = sample();
  const clientSecret = Secret.fromEnvironment(base.platform, 'client', 'UI_CLIENT_SECRET');
  new WebUi(base.cluster, 'ui', { directory: PEOPLE, clientSecret, scopes: ['email'] });
  const all = manifests(base.platform);
  all.has('Secret', 'ui/headlamp', { stringData: { 'client-secret': clientSecret.value } });
  const { env } = (all.has('Deployment', 'ui/headlamp') as unknown as Headlamp).spec.template.spec.containers[0] as {
    env: Variable[];
  };
  expect(env).toContainEqual({
    name: 'HEADLAMP_CONFIG_OIDC_CLIENT_SECRET',
    valueFrom: { secretKeyRef: { name: 'headlamp', key: 'client-secret' } },
  });
  expect(env).toContainEqual({ name: 'HEADLAMP_CONFIG_OIDC_SCOPES', value: 'email' });
});

it('is behind a gateway, which alone reaches it, and whose authority may look at the host', () => {
  const base = sample();
  const gateway = gatewayOf(base);
  const ui = new WebUi(base.cluster, 'ui', { gateway, directory: PEOPLE });
  expect(ui.url).toBe('https://ui.sample.example');
  expect(ui.signIn?.callback).toBe('https://ui.sample.example/oidc-callback');
  const all = manifests(base.platform);
  all.has('Ingress', 'ui/headlamp', {
    spec: { ingressClassName: 'public', rules: [{ host: 'ui.sample.example' }] },
  });
  expect((all.has('NetworkPolicy', 'ui/headlamp').spec as { ingress: object[] }).ingress).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway-public' } } }],
      ports: [{ port: 4466, protocol: 'TCP' }],
    },
  ]);
  all.has('NetworkPolicy', 'ui/challenges', {
    spec: { podSelector: { matchLabels: gateway.challenges?.labels ?? {} } },
  });
  expect(reportedIn(base.platform)).toEqual([]);
});

it('reports a host that is not the gateway’s', () => {
  const base = sample();
  new WebUi(base.cluster, 'ui', { gateway: gatewayOf(base), host: 'ui.elsewhere.example' });
  expect(reportedIn(base.platform)).toEqual(['route-domain']);
});

it('reports a directory that web pages cannot use', () => {
  const { platform } = platformWith({ directory: Directory.ldap('ldaps://ad.example.com', { base: 'dc=example' }) });
  expect(reportedIn(platform)).toEqual(['sign-in-directory']);
});
