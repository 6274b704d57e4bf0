import { HardeningAddition, HardeningException } from 'altostratus';
import type { ClusterProps } from 'altostratus';
import { parseAllDocuments } from 'yaml';
import { CONTROLS } from '../../../lib/scheduling/hardening/exception';
import type { Control } from '../../../lib/scheduling/hardening/exception';
import { fileOf, settingsOf, settled, specOf } from '../sample-cluster';

interface Component {
  readonly extraArgs: readonly { readonly name: string; readonly value: string }[];
  readonly extraVolumes: readonly Readonly<Record<string, unknown>>[];
}
interface Documents {
  readonly apiServer: Component;
  readonly controllerManager: Component;
  readonly scheduler: Component;
}

function rendered(props: Partial<ClusterProps> = {}) {
  const [machine] = settled(props).cluster.controlPlane;
  const [, configuration, kubelet] = parseAllDocuments(fileOf(machine, '/etc/kubernetes/kubeadm.yaml'));
  const { apiServer, controllerManager, scheduler } = configuration?.toJS() as Documents;
  const flags = ({ extraArgs }: Component) => Object.fromEntries(extraArgs.map(({ name, value }) => [name, value]));
  return {
    machine,
    apiServer: flags(apiServer),
    volumes: apiServer.extraVolumes,
    controllerManager: flags(controllerManager),
    scheduler: flags(scheduler),
    kubelet: kubelet?.toJS() as Readonly<Record<string, unknown>>,
    paths: specOf(machine).files.map(({ path }) => path),
  };
}

const without = (control: Control) => rendered({ hardening: { exceptions: [HardeningException[control]('a test')] } });

const SUITES = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

const usual = rendered();

test('flags of the API server', () => {
  expect(usual.apiServer).toEqual({
    profiling: 'false',
    'tls-min-version': 'VersionTLS12',
    'tls-cipher-suites': SUITES.join(','),
    'enable-admission-plugins': 'NodeRestriction,DenyServiceExternalIPs',
    'encryption-provider-config': '/etc/kubernetes/apiserver/encryption.yaml',
    'encryption-provider-config-automatic-reload': 'true',
    'request-timeout': '60s',
    'service-account-lookup': 'true',
    'service-account-extend-token-expiration': 'false',
    'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt',
    'authentication-config': '/etc/kubernetes/apiserver/authentication.yaml',
    'audit-policy-file': '/etc/kubernetes/apiserver/audit-policy.yaml',
    'audit-log-path': '/var/log/kubernetes/audit/audit.log',
    'audit-log-maxage': '30',
    'audit-log-maxbackup': '10',
    'audit-log-maxsize': '100',
  });
});

test('flags of the controller manager and the scheduler', () => {
  const common = { profiling: 'false', 'tls-min-version': 'VersionTLS12', 'tls-cipher-suites': SUITES.join(',') };
  expect(usual.controllerManager).toMatchObject({
    ...common,
    'node-cidr-mask-size-ipv4': '24',
    'bind-address': '127.0.0.1',
    'use-service-account-credentials': 'true',
    'terminated-pod-gc-threshold': '1000',
  });
  expect(usual.scheduler).toEqual({ ...common, 'bind-address': '127.0.0.1' });
});

test('settings of kubelet', () => {
  expect(usual.kubelet).toMatchObject({
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' },
    },
    authorization: { mode: 'Webhook' },
    readOnlyPort: 0,
    rotateCertificates: true,
    serverTLSBootstrap: true,
    protectKernelDefaults: true,
    seccompDefault: true,
    podPidsLimit: 4096,
    makeIPTablesUtilChains: true,
    eventRecordQPS: 50,
    streamingConnectionIdleTimeout: '1h0m0s',
    tlsMinVersion: 'VersionTLS12',
    tlsCipherSuites: SUITES,
  });
});

test('the container of the API server has every file that a flag names', () => {
  const folders = usual.volumes.map(({ hostPath, mountPath, readOnly }) => ({ hostPath, mountPath, readOnly }));
  expect(folders).toEqual([
    { hostPath: '/etc/kubernetes/apiserver', mountPath: '/etc/kubernetes/apiserver', readOnly: true },
    { hostPath: '/var/log/kubernetes/audit', mountPath: '/var/log/kubernetes/audit', readOnly: false },
  ]);
  const named = Object.values(usual.apiServer).filter((value) => value.startsWith('/etc/kubernetes/apiserver/'));
  expect(named).toHaveLength(3);
  expect(usual.paths).toEqual(expect.arrayContaining(named));
});

test('etcd speaks nothing older', () => {
  expect(settingsOf(usual.machine, '/etc/etcd/etcd.env')).toMatchObject({
    ETCD_TLS_MIN_VERSION: 'TLS1.2',
    ETCD_CIPHER_SUITES: SUITES.join(','),
    ETCD_CLIENT_CERT_AUTH: 'true',
    ETCD_PEER_CLIENT_CERT_AUTH: 'true',
  });
});

test('the kernel is as kubelet wants it', () => {
  expect(specOf(usual.machine).sysctls).toMatchObject({
    'vm.overcommit_memory': '1',
    'vm.panic_on_oom': '0',
    'kernel.panic': '10',
    'kernel.panic_on_oops': '1',
    'kernel.keys.root_maxkeys': '1000000',
    'kernel.keys.root_maxbytes': '25000000',
  });
});

test('units of kubelet are for root alone', () => {
  const modes = specOf(usual.machine).units.filter(({ name }) => name.startsWith('kubelet.service'));
  expect(modes.map(({ mode }) => mode)).toEqual(['0600', '0600']);
});

/** What is different with each exception, and only that. */
const DIFFERENCES: Record<Control, (changed: ReturnType<typeof rendered>) => void> = {
  profiling: ({ apiServer, controllerManager, scheduler }) => {
    for (const flags of [apiServer, controllerManager, scheduler]) expect(flags).not.toHaveProperty('profiling');
  },
  auditLog: ({ apiServer, volumes, paths }) => {
    expect(Object.keys(apiServer).filter((name) => name.startsWith('audit'))).toEqual([]);
    expect(volumes).toHaveLength(1);
    expect(paths).not.toContain('/etc/kubernetes/apiserver/audit-policy.yaml');
  },
  encryptionAtRest: ({ machine }) => {
    const text = fileOf(machine, '/etc/kubernetes/apiserver/encryption.yaml');
    expect(text.indexOf('identity')).toBeLessThan(text.indexOf('secretbox'));
  },
  anonymousAccess: ({ apiServer, paths }) => {
    expect(apiServer).not.toHaveProperty('authentication-config');
    expect(paths).not.toContain('/etc/kubernetes/apiserver/authentication.yaml');
  },
  externalIps: ({ apiServer }) => expect(apiServer['enable-admission-plugins']).toBe('NodeRestriction'),
  strongTls: ({ apiServer, kubelet, machine }) => {
    for (const flags of [apiServer, kubelet, settingsOf(machine, '/etc/etcd/etcd.env')])
      expect(Object.keys(flags).filter((name) => /cipher|min_?version/i.test(name))).toEqual([]);
  },
  servingCertificates: ({ apiServer, kubelet, paths }) => {
    expect(apiServer).not.toHaveProperty('kubelet-certificate-authority');
    expect(kubelet).toMatchObject({ serverTLSBootstrap: false });
    expect(paths.filter((path) => path.includes('serving-certificates'))).toEqual([]);
  },
  kernelDefaults: ({ kubelet, machine }) => {
    expect(kubelet).toMatchObject({ protectKernelDefaults: false });
    expect(specOf(machine).sysctls).not.toHaveProperty(['kernel.panic']);
  },
  seccompDefault: ({ kubelet }) => expect(kubelet).toMatchObject({ seccompDefault: false }),
  shortTokens: ({ apiServer }) => expect(apiServer).not.toHaveProperty('service-account-extend-token-expiration'),
};

test.each(Object.keys(CONTROLS) as Control[])('without %s', (control) => {
  DIFFERENCES[control](without(control));
  expect(() => DIFFERENCES[control](usual)).toThrow();
});

test('additions', () => {
  const { apiServer, machine } = rendered({
    hardening: { additions: [HardeningAddition.alwaysPullImages(), HardeningAddition.eventRateLimit()] },
  });
  expect(apiServer).toMatchObject({
    'enable-admission-plugins': 'NodeRestriction,DenyServiceExternalIPs,AlwaysPullImages,EventRateLimit',
    'admission-control-config-file': '/etc/kubernetes/apiserver/admission.yaml',
  });
  expect(fileOf(machine, '/etc/kubernetes/apiserver/admission.yaml')).toContain('type: SourceAndObject');
});

test('limits of events without any limit are none: the API server would refuse them', () => {
  const { apiServer, paths } = rendered({ hardening: { additions: [HardeningAddition.eventRateLimit([])] } });
  expect(apiServer['enable-admission-plugins']).toBe('NodeRestriction,DenyServiceExternalIPs');
  expect(paths).not.toContain('/etc/kubernetes/apiserver/admission.yaml');
});

test('the audit log is kept as it is said', () => {
  const { apiServer } = rendered({ hardening: { audit: { maxAgeDays: 90, maxBackups: 5, maxSizeMb: 200 } } });
  expect(apiServer).toMatchObject({ 'audit-log-maxage': '90', 'audit-log-maxbackup': '5', 'audit-log-maxsize': '200' });
});
