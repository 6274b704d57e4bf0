import { Site } from '../iaas/site';
import type { Rule } from './rule';

/** User data are not made for keys: nothing guards them, and they stay readable as long as the machine is there. */
export const secretInline: Rule = {
  id: 'secret-inline',
  severity: 'warning',
  title: 'Keys of hosts do not stand in their user data',
  *check(tree) {
    for (const site of tree.all(Site)) {
      const { delivery } = site;
      if (delivery.kind !== 'inline') continue;
      yield {
        at: site,
        message: `Keys of the hosts of site "${site.siteName}" stand in their user data ("${delivery.reason}"): who may look at the machines in the account of provider "${site.provider.kind}" reads them, and so does every program and pod on a host that reaches the metadata service.`,
        remedy:
          site.provider.secretStore === undefined
            ? 'Push them over SSH (SecretDelivery.push()) where no pool grows by itself, or acknowledge this.'
            : `Let hosts fetch them from ${site.provider.secretStore.kind}: leave \`secretDelivery\` out.`,
      };
    }
  },
};
