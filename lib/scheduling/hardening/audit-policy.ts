import type { AuditResources, AuditRule } from './audit-rule';

const core = (...resources: readonly string[]): AuditResources => ({ group: '', resources });
const NODES = ['system:nodes'];
const LOOKS = ['get', 'list', 'watch'];

/**
 * What is written where nobody says otherwise (CIS 3.2.1, 3.2.2): who did what, always; what was changed in rights and who was
 * let into a pod; never the content of Secrets or tokens. What machines say all day is left out.
 */
const DEFAULT_RULES: readonly AuditRule[] = [
  // Before anything is left out: whoever is let into a pod, and what was asked for.
  {
    level: 'Request',
    resources: [core('pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy', 'nodes/proxy')],
  },
  // Content of these would be keys.
  {
    level: 'Metadata',
    resources: [
      core('secrets', 'configmaps', 'serviceaccounts/token'),
      { group: 'authentication.k8s.io', resources: ['tokenreviews', 'tokenrequests'] },
    ],
  },
  // Rights: also what came back.
  {
    level: 'RequestResponse',
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    resources: [{ group: 'rbac.authorization.k8s.io' }],
  },
  { level: 'RequestResponse', verbs: ['update', 'patch'], resources: [{ group: 'certificates.k8s.io' }] },
  // The noise of machines.
  { level: 'None', resources: [core('events'), { group: 'events.k8s.io' }] },
  { level: 'None', resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }] },
  {
    level: 'None',
    users: ['system:kube-scheduler', 'system:kube-controller-manager', 'system:apiserver'],
    verbs: LOOKS,
  },
  { level: 'None', userGroups: NODES, verbs: LOOKS, resources: [core('nodes', 'nodes/status', 'pods', 'services')] },
  {
    level: 'None',
    userGroups: NODES,
    verbs: ['update', 'patch'],
    resources: [core('nodes/status', 'pods/status')],
  },
  {
    level: 'None',
    verbs: LOOKS,
    resources: [core('endpoints'), { group: 'discovery.k8s.io', resources: ['endpointslices'] }],
  },
  {
    level: 'None',
    resources: [{ group: 'authorization.k8s.io', resources: ['subjectaccessreviews', 'selfsubjectaccessreviews'] }],
    userGroups: NODES,
  },
  { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version', '/openapi*'] },
  // Everything else: who did what.
  { level: 'Metadata' },
];

/** The policy for `--audit-policy-file`. @param rules those that come first */
export function auditPolicy(rules: readonly AuditRule[]): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    // One line for each request: what it came to.
    omitStages: ['RequestReceived'],
    omitManagedFields: true,
    rules: [...rules, ...DEFAULT_RULES],
  };
}
