import type { k8s } from 'cdk8s-plus-27';
import { CONFIG } from './config';

const READ = ['get', 'list', 'watch'];

const group = (apiGroup: string, resources: string[], verbs: string[], resourceNames?: string[]): k8s.PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
  ...(resourceNames && { resourceNames }),
});

/** The custom kinds that the operator makes. */
const KINDS: readonly string[] = [
  'ciliumbgpadvertisements',
  'ciliumbgpclusterconfigs',
  'ciliumbgpnodeconfigoverrides',
  'ciliumbgpnodeconfigs',
  'ciliumbgppeerconfigs',
  'ciliumcidrgroups',
  'ciliumclusterwideenvoyconfigs',
  'ciliumclusterwidenetworkpolicies',
  'ciliumdatapathplugins',
  'ciliumegressgatewaypolicies',
  'ciliumendpoints',
  'ciliumendpointslices',
  'ciliumenvoyconfigs',
  'ciliumgatewayclassconfigs',
  'ciliumidentities',
  'ciliuml2announcementpolicies',
  'ciliumloadbalancerippools',
  'ciliumlocalredirectpolicies',
  'ciliumnetworkpolicies',
  'ciliumnodeconfigs',
  'ciliumnodes',
  'ciliumpodippools',
];

const definitions = (kinds: readonly string[]) => kinds.map((kind) => `${kind}.cilium.io`);

/** What the operator may do (cilium v1.20.2, templates/cilium-operator/clusterrole.yaml); it reads no Secrets. */
export const OPERATOR_RULES: readonly k8s.PolicyRule[] = [
  // It starts pods of the cluster's DNS again that came before Cilium.
  group('', ['pods'], [...READ, 'delete']),
  group('', ['configmaps'], ['patch'], [CONFIG]),
  group('', ['nodes'], ['list', 'watch']),
  group('', ['nodes', 'nodes/status'], ['patch']),
  group('discovery.k8s.io', ['endpointslices'], READ),
  group('', ['services/status'], ['update', 'patch']),
  group('', ['namespaces', 'serviceaccounts', 'services'], READ),
  group('cilium.io', ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'], READ),
  group('cilium.io', ['ciliumnetworkpolicies/status', 'ciliumclusterwidenetworkpolicies/status'], ['patch', 'update']),
  group('cilium.io', ['ciliumendpoints', 'ciliumidentities'], ['delete', 'list', 'watch']),
  group('cilium.io', ['ciliumidentities'], ['update']),
  group('cilium.io', ['ciliumnodes'], ['create', 'update', ...READ, 'delete']),
  group('cilium.io', ['ciliumnodes/status'], ['update']),
  group(
    'cilium.io',
    [
      'ciliumbgpadvertisements',
      'ciliumbgpclusterconfigs',
      'ciliumbgpnodeconfigoverrides',
      'ciliumbgpnodeconfigs',
      'ciliumbgppeerconfigs',
      'ciliumcidrgroups',
      'ciliumendpointslices',
      'ciliumenvoyconfigs',
    ],
    ['create', 'update', ...READ, 'delete', 'patch'],
  ),
  group('cilium.io', ['ciliumendpointslices'], ['deletecollection']),
  group('cilium.io', ['ciliumbgpclusterconfigs/status', 'ciliumbgppeerconfigs/status'], ['update']),
  group('cilium.io', ['ciliumloadbalancerippools', 'ciliumpodippools', 'ciliumdatapathplugins'], READ),
  group('cilium.io', ['ciliumpodippools'], ['create']),
  group('cilium.io', ['ciliumloadbalancerippools/status'], ['patch']),
  group('apiextensions.k8s.io', ['customresourcedefinitions'], ['create', ...READ]),
  group('apiextensions.k8s.io', ['customresourcedefinitions'], ['update'], definitions(KINDS)),
  group(
    'apiextensions.k8s.io',
    ['customresourcedefinitions/status'],
    ['update'],
    definitions(KINDS.filter((kind) => kind.startsWith('ciliumbgp'))),
  ),
  // Of several operators one works.
  group('coordination.k8s.io', ['leases'], ['create', 'get', 'update']),
];

/** In its own namespace: it looks whether a proxy of an encryption that is not used any more is to be removed. */
export const OPERATOR_NAMESPACE_RULES: readonly k8s.PolicyRule[] = [
  group('apps', ['daemonsets'], ['create', 'delete', ...READ]),
  group('', ['serviceaccounts'], READ),
];
