import { Site } from '../iaas/site';
import type { SiteHost } from '../iaas/site-interface';
import { securityGroupsOf } from '../iaas/traffic/security-groups';
import type { Rule } from './rule';

/** A cloud refuses to make a host with more of them than it takes. */
export const securityGroupCount: Rule = {
  id: 'security-group-count',
  severity: 'error',
  title: 'Hosts are in no more security groups than a network interface can have',
  *check(tree) {
    if (tree.conflicts.length > 0) return;
    for (const site of tree.all(Site)) {
      const { securityGroups, groupsPerInterface: most } = site.provider.capabilities;
      if (!securityGroups || most === undefined) continue;
      for (const [groups, [at, ...others]] of hostsByGroups(site)) {
        if (at === undefined || groups.length <= most) continue;
        yield {
          at,
          related: others,
          message: `"${at.node.path}"${others.length > 0 ? ` and ${others.length} more` : ''} of site "${site.siteName}" would be in ${groups.length} security groups (${groups.join(', ')}), but a network interface can have ${most}.`,
          remedy:
            'Declare flows with a HostGroup that is there already in place of one more, put on other hosts what they are for, or have the quota of the account raised and say so as `groupsPerInterface` of the provider.',
        };
      }
    }
  },
};

/** Hosts that are in the same groups, with the ids of these. */
function hostsByGroups(site: Site): [groups: readonly string[], hosts: readonly SiteHost[]][] {
  const groupsOf = new Map<SiteHost, string[]>();
  for (const { group, members } of securityGroupsOf(site))
    for (const host of members) groupsOf.set(host, [...(groupsOf.get(host) ?? []), group.id]);
  const alike = new Map<string, [string[], SiteHost[]]>();
  for (const [host, groups] of groupsOf) {
    const key = groups.join();
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [groups, [host]]);
    else known[1].push(host);
  }
  return [...alike.values()];
}
