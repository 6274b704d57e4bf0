import type { k8s } from 'cdk8s-plus-27';

const READ = ['get', 'list', 'watch'];

const group = (apiGroup: string, resources: string[], verbs: string[]): k8s.PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

/** What agents may do (cilium v1.20.2, templates/cilium-agent/clusterrole.yaml). */
export const AGENT_RULES: readonly k8s.PolicyRule[] = [
  group('networking.k8s.io', ['networkpolicies'], READ),
  group('discovery.k8s.io', ['endpointslices'], READ),
  group('', ['namespaces', 'services', 'pods', 'nodes'], READ),
  group('apiextensions.k8s.io', ['customresourcedefinitions'], READ),
  group(
    'cilium.io',
    [
      'ciliumbgpadvertisements',
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
      'ciliumidentities',
      'ciliuml2announcementpolicies',
      'ciliumloadbalancerippools',
      'ciliumlocalredirectpolicies',
      'ciliumnetworkpolicies',
      'ciliumnodeconfigs',
      'ciliumnodes',
      'ciliumpodippools',
    ],
    ['list', 'watch'],
  ),
  group('cilium.io', ['ciliumidentities', 'ciliumendpoints', 'ciliumnodes'], ['create']),
  group('cilium.io', ['ciliumidentities'], ['update']),
  group('cilium.io', ['ciliumendpoints'], ['delete', 'get']),
  group('cilium.io', ['ciliumnodes', 'ciliumnodes/status'], ['get', 'update']),
  group(
    'cilium.io',
    ['ciliumbgpnodeconfigs/status', 'ciliumendpoints', 'ciliumendpoints/status', 'ciliuml2announcementpolicies/status'],
    ['patch'],
  ),
];

/** In their own namespace, for their settings. */
export const AGENT_CONFIG_RULES: readonly k8s.PolicyRule[] = [group('', ['configmaps'], READ)];
