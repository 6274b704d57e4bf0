import { acknowledgementRules } from './acknowledgement-faults';
import { acmeEmail } from './acme-email';
import { addressMalformed } from './address-malformed';
import { addressOutside } from './address-outside';
import { addressTaken } from './address-taken';
import { applicationOverQuota } from './application-over-quota';
import { certificateHost } from './certificate-host';
import { certificateUnreadable } from './certificate-unreadable';
import { cidrMalformed } from './cidr-malformed';
import { cidrOverlap } from './cidr-overlap';
import { clusterNotOurs } from './cluster-not-ours';
import { clusterWithoutDns } from './cluster-without-dns';
import { componentValue } from './component-value';
import { configSpace } from './config-space';
import { controlPlaneSize } from './control-plane-size';
import { defaultStorageClass } from './default-storage-class';
import { deferredInFiles } from './deferred-in-files';
import { deferredUnknown } from './deferred-unknown';
import { directoryUrl } from './directory-url';
import { dnsRecord } from './dns-record';
import { dnsServer } from './dns-server';
import { dnsZone } from './dns-zone';
import { duplicateId } from './duplicate-id';
import { etcdSize } from './etcd-size';
import { gatewayDomain } from './gateway-domain';
import { gatewayPool } from './gateway-pool';
import { gatewayUnbalanced } from './gateway-unbalanced';
import { groupReserved } from './group-reserved';
import { hostArchitecture } from './host-architecture';
import { hostConfigConflict } from './host-config-conflict';
import { hostKernel } from './host-kernel';
import { hostMinimum } from './host-minimum';
import { hostNameTaken } from './host-name-taken';
import { hostShared } from './host-shared';
import { imageProjectName } from './image-project-name';
import { imageTag } from './image-tag';
import { inventoryFile } from './inventory-file';
import { inventoryHost } from './inventory-host';
import { inventoryRole } from './inventory-role';
import { kubeProxyIpvs } from './kube-proxy-ipvs';
import { kubernetesEndOfLife } from './kubernetes-end-of-life';
import { kubernetesVersion } from './kubernetes-version';
import { labelInvalid } from './label-invalid';
import { logPath } from './log-path';
import { logRetention } from './log-retention';
import { machineType } from './machine-type';
import { nameInvalid } from './name-invalid';
import { namespaceReserved } from './namespace-reserved';
import { nfsExport } from './nfs-export';
import { objectHomeless } from './object-homeless';
import { objectTwice } from './object-twice';
import { objectUnrenderable } from './object-unrenderable';
import { orderCycle } from './order-cycle';
import { podNetworkEncryption } from './pod-network-encryption';
import { podRangeSize } from './pod-range-size';
import { policyUnenforced } from './policy-unenforced';
import { poolExhausted } from './pool-exhausted';
import { poolSiteUnlinked } from './pool-site-unlinked';
import { poolWithoutNodes } from './pool-without-nodes';
import { portTaken } from './port-taken';
import { providerLacks } from './provider-lacks';
import { quotaOverCapacity } from './quota-over-capacity';
import { quotaValue } from './quota-value';
import { referenceInIdentity } from './reference-in-identity';
import { registryUpstream } from './registry-upstream';
import { registryUrl } from './registry-url';
import { replicaCount } from './replica-count';
import { rolloutOverQuota } from './rollout-over-quota';
import { routeCluster } from './route-cluster';
import { routeDomain } from './route-domain';
import { routePath } from './route-path';
import { routeTaken } from './route-taken';
import { scheduleMalformed } from './schedule-malformed';
import { secretPlainText } from './secret-plain-text';
import { serviceConflict } from './service-conflict';
import { serviceElsewhere } from './service-elsewhere';
import { serviceProxy } from './service-proxy';
import { singleMaster } from './single-master';
import { singleReplica } from './single-replica';
import { storageNotShared } from './storage-not-shared';
import { tenantDomain } from './tenant-domain';
import { unknownRequirement } from './unknown-requirement';
import { userDataSize } from './user-data-size';
import { virtualRouterId } from './virtual-router-id';
import type { Rule } from './rule';

/** All rules, in order of their ids. What each is for stands in docs/rules.md. */
export const RULES: readonly Rule[] = [
  ...Object.values(acknowledgementRules),
  acmeEmail,
  addressMalformed,
  addressOutside,
  addressTaken,
  applicationOverQuota,
  certificateHost,
  certificateUnreadable,
  cidrMalformed,
  cidrOverlap,
  clusterNotOurs,
  clusterWithoutDns,
  componentValue,
  configSpace,
  controlPlaneSize,
  defaultStorageClass,
  deferredInFiles,
  deferredUnknown,
  directoryUrl,
  dnsRecord,
  dnsServer,
  dnsZone,
  duplicateId,
  etcdSize,
  gatewayDomain,
  gatewayPool,
  gatewayUnbalanced,
  groupReserved,
  hostArchitecture,
  hostConfigConflict,
  hostKernel,
  hostMinimum,
  hostNameTaken,
  hostShared,
  imageProjectName,
  imageTag,
  inventoryFile,
  inventoryHost,
  inventoryRole,
  kubeProxyIpvs,
  kubernetesEndOfLife,
  kubernetesVersion,
  labelInvalid,
  logPath,
  logRetention,
  machineType,
  nameInvalid,
  namespaceReserved,
  nfsExport,
  objectHomeless,
  objectTwice,
  objectUnrenderable,
  orderCycle,
  podNetworkEncryption,
  podRangeSize,
  policyUnenforced,
  poolExhausted,
  poolSiteUnlinked,
  poolWithoutNodes,
  portTaken,
  providerLacks,
  quotaOverCapacity,
  quotaValue,
  referenceInIdentity,
  registryUpstream,
  registryUrl,
  replicaCount,
  rolloutOverQuota,
  routeCluster,
  routeDomain,
  routePath,
  routeTaken,
  scheduleMalformed,
  secretPlainText,
  serviceConflict,
  serviceElsewhere,
  serviceProxy,
  singleMaster,
  singleReplica,
  storageNotShared,
  tenantDomain,
  unknownRequirement,
  userDataSize,
  virtualRouterId,
];
