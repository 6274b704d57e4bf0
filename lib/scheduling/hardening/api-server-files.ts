import { emitYaml } from '../../core/yaml';
import type { HostFile } from '../../iaas/host-config/model';
import { Paths } from '../bootstrap/paths';
import { admissionConfiguration, eventLimits } from './admission';
import { auditPolicy } from './audit-policy';
import { authenticationConfiguration } from './authentication';
import { encryptionConfiguration } from './encryption';
import type { HardenedCluster } from './model';

/** The files that the API server of a cluster reads: each is there exactly where a flag names it. */
export interface ApiServerFiles {
  readonly audit: HostFile | undefined;
  readonly authentication: HostFile | undefined;
  readonly encryption: HostFile;
  readonly admission: HostFile | undefined;
}

export function apiServerFiles(cluster: HardenedCluster): ApiServerFiles {
  const { hardening, kubernetes, pki } = cluster;
  const limits = eventLimits(hardening);
  const authentication = authenticationConfiguration({
    version: kubernetes.full,
    limitAnonymous: hardening.has('anonymousAccess'),
    issuers: hardening.tokenIssuers,
  });
  return {
    audit: hardening.has('auditLog') ? file('audit-policy', auditPolicy(hardening.auditRules)) : undefined,
    authentication: authentication && file('authentication', authentication),
    encryption: {
      ...file('encryption', encryptionConfiguration(pki.encryptionKeys, hardening.has('encryptionAtRest'))),
      secret: true,
    },
    admission: limits && file('admission', admissionConfiguration(limits)),
  };
}

/** The same as a list. */
export function apiServerFileList(cluster: HardenedCluster): readonly HostFile[] {
  return Object.values(apiServerFiles(cluster)).filter((one: HostFile | undefined) => one !== undefined);
}

function file(name: string, content: Readonly<Record<string, unknown>>): HostFile {
  return { path: `${Paths.apiServer}/${name}.yaml`, content: emitYaml(content), mode: '0600' };
}
