import type { ClusterPlan, Plan, SitePlan, TenantPlan } from '../plan/types';
import { count, table } from './table';
import { plain, styled } from './terminal';

const MIB_PER_GIB = 1024;

/** What a platform consists of, in some lines: sites, clusters, tenants. */
export function planSummary(plan: Plan): string[] {
  return [
    ...block(table(plan.sites.map(siteRow), ['SITE', 'PROVIDER', 'NETWORK', 'MACHINES', 'POOLS']), plan.sites.length),
    ...block(
      table(plan.clusters.map(clusterRow), [
        'CLUSTER',
        'VERSION',
        'SITE',
        'ENDPOINT',
        'OBJECTS',
        'WAVES',
        'NAMESPACES',
      ]),
      plan.clusters.length,
    ),
    ...block(table(plan.tenants.map(tenantRow), ['TENANT', 'ENVIRONMENTS', 'APPLICATIONS']), plan.tenants.length),
  ];
}

/** The whole plan for a person to read: machines by site, objects by cluster, wave and chart. */
export function planOutline(plan: Plan): string[] {
  return [
    `${styled(plain(`${plan.platform} (${plan.environment})`), 'bold')}  ${plain(plan.domain)}`,
    '',
    ...plan.sites.flatMap(siteOutline),
    ...plan.clusters.flatMap(clusterOutline),
    ...plan.tenants.flatMap(tenantOutline),
    [
      count(plan.secrets.length, 'secret'),
      count(plan.artefacts.length, 'artefact'),
      `${count(plan.deferred.length, 'value')} known only to a cloud`,
    ].join(', '),
  ];
}

function siteRow({ id, provider, network, machines, pools }: SitePlan) {
  return [id, provider, network.cidr, machines.length, pools.length].map(cell);
}

function clusterRow({ id, version, site, endpoint, objects }: ClusterPlan) {
  const namespaces = new Set(objects.flatMap(({ manifest }) => manifest.metadata.namespace ?? []));
  return [id, version, site || '-', endpoint, objects.length, wavesOf(objects).length, namespaces.size].map(cell);
}

function tenantRow({ id, environments }: TenantPlan) {
  const applications = new Set(environments.flatMap((environment) => environment.applications));
  return [id, environments.map((environment) => environment.id).join(', ') || '-', applications.size].map(cell);
}

function siteOutline({ id, provider, network, machines, pools, balancers }: SitePlan): string[] {
  const machineRows = machines.map((machine) => [
    machine.name,
    machine.address,
    machine.zone,
    machine.roles.join(', '),
    `${machine.cpu} cpu`,
    `${gib(machine.memoryMib)} GiB`,
    `${machine.diskGib} GiB disk`,
  ]);
  const poolRows = pools.map((pool) => [
    pool.id,
    `${pool.min}-${pool.max}`,
    pool.spot ? 'spot' : 'on demand',
    `${pool.cpu} cpu`,
    `${gib(pool.memoryMib)} GiB`,
  ]);
  const balancerRows = balancers.map((balancer) => [
    balancer.id,
    balancer.kind,
    balancer.address ?? 'address by the cloud',
  ]);
  return [
    `${styled('site', 'dim')} ${styled(plain(id), 'bold')}  ${plain(provider)}  ${plain(network.cidr)}`,
    ...rows('machines', machineRows),
    ...rows('pools', poolRows),
    ...rows('balancers', balancerRows),
    '',
  ];
}

function clusterOutline({ id, version, site, endpoint, nodeFailure, bundles, objects }: ClusterPlan): string[] {
  const on = site === '' ? '' : ` on ${plain(site)}`;
  const waveRows = wavesOf(objects).flatMap((wave) => {
    const charts = new Map<string, string[]>();
    for (const { chart, manifest } of objects.filter((object) => object.wave === wave))
      charts.set(chart, [...(charts.get(chart) ?? []), manifest.kind]);
    return [...charts].map(([chart, kinds], n) => [n === 0 ? `${wave}` : '', chart, kindCounts(kinds)]);
  });
  return [
    `${styled('cluster', 'dim')} ${styled(plain(id), 'bold')}  Kubernetes ${plain(version)}${on}  ${plain(endpoint)}`,
    ...(nodeFailure === undefined ? [] : [`  ${plain(nodeFailure.consequence)}`]),
    ...rows(
      'first',
      bundles.map(({ name, version: release, reason }) => [name, release, reason]),
    ),
    ...rows('waves', waveRows),
    '',
  ];
}

function tenantOutline({ id, budget, environments }: TenantPlan): string[] {
  const environmentRows = environments.map(({ id: name, cluster, namespace, quota, applications }) => [
    name,
    `${cluster}/${namespace}`,
    `${quota.cpu} cpu`,
    `${gib(quota.memoryMib)} GiB`,
    applications.join(', '),
  ]);
  return [
    `${styled('tenant', 'dim')} ${styled(plain(id), 'bold')}${budget === undefined ? '' : `  budget ${budget.toLocaleString('en-US')}`}`,
    ...rows('environments', environmentRows),
    '',
  ];
}

function rows(title: string, cells: readonly (readonly string[])[]): string[] {
  if (cells.length === 0) return [];
  return [`  ${styled(title, 'dim')}`, ...table(cells.map((row) => row.map(plain))).map((line) => `    ${line}`)];
}

function wavesOf(objects: ClusterPlan['objects']): number[] {
  return [...new Set(objects.map(({ wave }) => wave))].sort((a, b) => a - b);
}

/** `2 ConfigMap, Deployment`, in order of the names. */
function kindCounts(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, n]) => (n === 1 ? kind : `${n} ${kind}`))
    .join(', ');
}

function gib(mib: number): string {
  return String(Math.round((mib / MIB_PER_GIB) * 10) / 10);
}

function cell(value: string | number): string | number {
  return typeof value === 'string' ? plain(value) : value;
}

function block(lines: readonly string[], rowCount: number): string[] {
  return rowCount === 0 ? [] : [...lines, ''];
}
