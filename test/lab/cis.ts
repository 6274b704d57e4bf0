/**
 * Checks of the CIS Kubernetes Benchmark 1.12, by their numbers there (aquasecurity/kube-bench, cfg/cis-1.12), as one script
 * for each kind of host: parts 1 to 4. Not here:
 *
 * - 1.1.7, 1.1.8: etcd is no pod, so there is no such file.
 * - 1.1.9, 1.1.10 for /var/lib/cni/networks: which pod has which address, written by the plugin host-local with mode 644.
 * - 1.1.12: etcd runs as root and not as etcd, so its folder and its keys are root's.
 * - 1.2.1: requests for health are anonymous; what they may not do is checked as 1.2.1a.
 * - 1.2.9, 1.2.11: EventRateLimit is an addition, AlwaysPullImages a choice of the user; both are off where nobody asks.
 * - 3.1, 3.2.2: how people sign in, and whether the audit policy keeps what matters: only people can judge that.
 * - 4.1.3, 4.1.4: kube-proxy, where there is one, has its settings from a ConfigMap: hosts have no such file.
 * - Part 5 is about what runs in a cluster and who may do what there, not about hosts.
 */
export type CisRole = 'master' | 'etcd' | 'node';

interface CisCheck {
  readonly id: string;
  readonly on: CisRole;
  /** Bash that prints what is judged, on one line. */
  readonly print: string;
  readonly right: RegExp;
}

const MANIFESTS = '/etc/kubernetes/manifests';
const PKI = '/etc/kubernetes/pki';
const PRIVATE = /^(0?[0-6]00 ?)+$/;
const OF_ROOT = /^(root:root ?)+$/;

const modes = (...files: readonly string[]) => `stat -c %a ${files.join(' ')}`;
const owners = (...files: readonly string[]) => `stat -c %U:%G ${files.join(' ')}`;
const found = (where: string, what: string) => `find ${where} -exec stat -c ${what} {} + | sort -u`;

/** Two checks of a file: who may read it, whose it is. */
function file(on: CisRole, mode: string, owner: string, path: string): CisCheck[] {
  return [
    { id: mode, on, print: modes(path), right: PRIVATE },
    { id: owner, on, print: owners(path), right: OF_ROOT },
  ];
}

/** A flag of a running program. */
function flag(id: string, program: string, name: string, right: RegExp): CisCheck {
  return { id, on: program === 'etcd' ? 'etcd' : 'master', print: `flag ${program} ${name}`, right };
}

/** A setting of etcd, which reads them from its environment. */
function etcd(id: string, name: string, right: RegExp): CisCheck {
  return { id, on: 'etcd', print: `variable etcd ${name}`, right };
}

/** Something in kubelet's settings, without blanks. */
function kubelet(id: string, right: RegExp): CisCheck {
  return { id, on: 'node', print: "tr -d ' \\n\"' </var/lib/kubelet/config.yaml", right };
}

const API = 'kube-apiserver';
const MANAGER = 'kube-controller-manager';
const SET = /^\/\S+$/;
const STRONG = /^(TLS_ECDHE_\w+_(GCM_SHA(256|384)|CHACHA20_POLY1305_SHA256),?)+$/;
/** Absent, or not naming it. */
const without = (word: string) => new RegExp(`^(?!.*\\b${word}\\b)`);

export const CIS_CHECKS: readonly CisCheck[] = [
  ...file('master', '1.1.1', '1.1.2', `${MANIFESTS}/${API}.yaml`),
  ...file('master', '1.1.3', '1.1.4', `${MANIFESTS}/${MANAGER}.yaml`),
  ...file('master', '1.1.5', '1.1.6', `${MANIFESTS}/kube-scheduler.yaml`),
  // On every node: all of them have it, and those of workers are no less worth reading.
  { id: '1.1.9', on: 'node', print: found("/etc/cni/net.d -name '*.conf*'", '%a'), right: PRIVATE },
  { id: '1.1.10', on: 'node', print: found("/etc/cni/net.d -name '*.conf*'", '%U:%G'), right: OF_ROOT },
  { id: '1.1.11', on: 'etcd', print: modes('/var/lib/etcd'), right: /^700$/ },
  ...file('master', '1.1.13', '1.1.14', '/etc/kubernetes/admin.conf'),
  { id: '1.1.13a', on: 'master', print: 'ls /etc/kubernetes/super-admin.conf 2>&1', right: /No such file/ },
  ...file('master', '1.1.15', '1.1.16', '/etc/kubernetes/scheduler.conf'),
  ...file('master', '1.1.17', '1.1.18', '/etc/kubernetes/controller-manager.conf'),
  { id: '1.1.19', on: 'master', print: found(PKI, '%U:%G'), right: OF_ROOT },
  { id: '1.1.20', on: 'master', print: found(`${PKI} -name '*.crt'`, '%a'), right: /^((600|644) ?)+$/ },
  { id: '1.1.21', on: 'master', print: found(`${PKI} -name '*.key'`, '%a'), right: PRIVATE },

  {
    id: '1.2.1a',
    on: 'master',
    print: `for at in livez api; do curl -sko /dev/null -w '%{http_code} ' https://127.0.0.1:6443/$at; done`,
    right: /^200 401 ?$/,
  },
  flag('1.2.2', API, 'token-auth-file', /^$/),
  flag('1.2.3', API, 'enable-admission-plugins', /\bDenyServiceExternalIPs\b/),
  flag('1.2.4', API, 'kubelet-client-key', SET),
  flag('1.2.5', API, 'kubelet-certificate-authority', SET),
  flag('1.2.6', API, 'authorization-mode', without('AlwaysAllow')),
  flag('1.2.7', API, 'authorization-mode', /\bNode\b/),
  flag('1.2.8', API, 'authorization-mode', /\bRBAC\b/),
  flag('1.2.10', API, 'enable-admission-plugins', without('AlwaysAdmit')),
  flag('1.2.12', API, 'disable-admission-plugins', without('ServiceAccount')),
  flag('1.2.13', API, 'disable-admission-plugins', without('NamespaceLifecycle')),
  flag('1.2.14', API, 'enable-admission-plugins', /\bNodeRestriction\b/),
  flag('1.2.15', API, 'profiling', /^false$/),
  flag('1.2.16', API, 'audit-log-path', SET),
  flag('1.2.17', API, 'audit-log-maxage', /^([3-9]\d|\d{3,})$/),
  flag('1.2.18', API, 'audit-log-maxbackup', /^\d{2,}$/),
  flag('1.2.19', API, 'audit-log-maxsize', /^\d{3,}$/),
  flag('1.2.20', API, 'request-timeout', /^60s$/),
  flag('1.2.21', API, 'service-account-lookup', /^true$/),
  flag('1.2.22', API, 'service-account-key-file', SET),
  flag('1.2.23', API, 'etcd-keyfile', SET),
  flag('1.2.24', API, 'tls-private-key-file', SET),
  flag('1.2.25', API, 'client-ca-file', SET),
  flag('1.2.26', API, 'etcd-cafile', SET),
  flag('1.2.27', API, 'encryption-provider-config', SET),
  {
    id: '1.2.28',
    on: 'master',
    print: "tr -d ' \\n' <\"$(flag kube-apiserver encryption-provider-config)\" | grep -o 'providers:-[a-z]*'",
    right: /^providers:-secretbox$/,
  },
  flag('1.2.29', API, 'tls-cipher-suites', STRONG),
  flag('1.2.30', API, 'service-account-extend-token-expiration', /^false$/),

  flag('1.3.1', MANAGER, 'terminated-pod-gc-threshold', /^\d+$/),
  flag('1.3.2', MANAGER, 'profiling', /^false$/),
  flag('1.3.3', MANAGER, 'use-service-account-credentials', /^true$/),
  flag('1.3.4', MANAGER, 'service-account-private-key-file', SET),
  flag('1.3.5', MANAGER, 'root-ca-file', SET),
  flag('1.3.6', MANAGER, 'feature-gates', without('RotateKubeletServerCertificate=false')),
  flag('1.3.7', MANAGER, 'bind-address', /^127\.0\.0\.1$/),
  flag('1.4.1', 'kube-scheduler', 'profiling', /^false$/),
  flag('1.4.2', 'kube-scheduler', 'bind-address', /^127\.0\.0\.1$/),

  etcd('2.1', 'ETCD_KEY_FILE', SET),
  etcd('2.2', 'ETCD_CLIENT_CERT_AUTH', /^true$/),
  etcd('2.3', 'ETCD_AUTO_TLS', /^$/),
  etcd('2.4', 'ETCD_PEER_KEY_FILE', SET),
  etcd('2.5', 'ETCD_PEER_CLIENT_CERT_AUTH', /^true$/),
  etcd('2.6', 'ETCD_PEER_AUTO_TLS', /^$/),
  etcd('2.7', 'ETCD_TRUSTED_CA_FILE', /^\/etc\/kubernetes\/pki\/etcd\/ca\.crt$/),
  {
    id: '3.2.1',
    on: 'master',
    print: 'head -c 20 "$(flag kube-apiserver audit-policy-file)"',
    right: /^apiVersion: audit\.k/,
  },
  { id: '3.2.1a', on: 'master', print: 'wc -c <"$(flag kube-apiserver audit-log-path)"', right: /^[1-9]\d*$/ },

  ...file('node', '4.1.1', '4.1.2', '/etc/systemd/system/kubelet.service'),
  ...file('node', '4.1.1a', '4.1.2a', '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf'),
  ...file('node', '4.1.5', '4.1.6', '/etc/kubernetes/kubelet.conf'),
  { id: '4.1.7', on: 'node', print: modes(`${PKI}/ca.crt`), right: /^(600|644)$/ },
  { id: '4.1.8', on: 'node', print: owners(`${PKI}/ca.crt`), right: OF_ROOT },
  ...file('node', '4.1.9', '4.1.10', '/var/lib/kubelet/config.yaml'),
  kubelet('4.2.1', /anonymous:enabled:false/),
  kubelet('4.2.2', /authorization:mode:Webhook/),
  kubelet('4.2.3', /clientCAFile:\/etc\/kubernetes\/pki\/ca\.crt/),
  kubelet('4.2.4', /^(?!.*readOnlyPort:[1-9])/),
  kubelet('4.2.5', /^(?!.*streamingConnectionIdleTimeout:0s)/),
  kubelet('4.2.6', /^(?!.*makeIPTablesUtilChains:false)/),
  // The first flag shows that the process was found.
  {
    id: '4.2.7',
    on: 'node',
    print: 'flag kubelet config; flag kubelet hostname-override',
    right: /^\/var\/lib\/kubelet\/config\.yaml$/,
  },
  kubelet('4.2.8', /^(?!.*eventRecordQPS:0)/),
  {
    id: '4.2.9',
    on: 'node',
    print: 'openssl verify -CAfile /etc/kubernetes/pki/ca.crt /var/lib/kubelet/pki/kubelet-server-current.pem 2>&1',
    right: /: OK$/,
  },
  kubelet('4.2.10', /rotateCertificates:true/),
  kubelet('4.2.11', /serverTLSBootstrap:true/),
  kubelet('4.2.12', /tlsCipherSuites:(-TLS_ECDHE_\w+_(GCM_SHA(256|384)|CHACHA20_POLY1305_SHA256))+/),
  kubelet('4.2.13', /podPidsLimit:[1-9]/),
  kubelet('4.2.14', /seccompDefault:true/),
  {
    id: '4.3.1',
    on: 'node',
    print: `curl -so /dev/null -w '%{http_code}' --max-time 3 "http://$(hostname -I | cut -d ' ' -f 1):10249/metrics"`,
    right: /^000$/,
  },
];

/** Finds a program by the name it was started with: names of processes end after 15 characters. */
const head = (processes: string) => `set -u
declare -A at
for one in ${processes}/[0-9]*; do
  if IFS= read -r -d '' name 2>/dev/null <"$one/cmdline"; then at["\${name##*/}"]=$one; fi
done
flag() { tr '\\0' '\\n' <"\${at[$1]-/nowhere}/cmdline" | sed -n "s,^--$2=,,p"; }
variable() { tr '\\0' '\\n' <"\${at[$1]-/nowhere}/environ" | sed -n "s,^$2=,,p"; }
`;

/**
 * The script for a host of a kind: a line for each check, number and what was found.
 * @param processes where the kernel shows them
 */
export function cisScript(role: CisRole, processes = '/proc'): string {
  const lines = CIS_CHECKS.filter(({ on }) => on === role).map(
    ({ id, print }) => `printf '%s\\t%s\\n' ${id} "$({ ${print}; } 2>&1 | tr '\\n' ' ' | sed 's/ *$//')"\n`,
  );
  return head(processes) + lines.join('');
}

/** What is not as it should be: one line for each, none where all is well. */
export function cisFailures(role: CisRole, output: string): readonly string[] {
  const found = new Map(output.split('\n').map((line) => line.split('\t', 2) as [string, string]));
  return CIS_CHECKS.filter(({ on }) => on === role).flatMap(({ id, right }) => {
    const value = found.get(id);
    if (value === undefined) return [`${id}: was not checked`];
    return right.test(value) ? [] : [`${id}: found "${value}"`];
  });
}
