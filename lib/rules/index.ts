import { accessSiteWide } from './access-site-wide';
import { accessUnnamed } from './access-unnamed';
import { acknowledgementRules } from './acknowledgement-faults';
import { acmeEmail } from './acme-email';
import { addressMalformed } from './address-malformed';
import { addressOutside } from './address-outside';
import { addressTaken } from './address-taken';
import { alertReceiver } from './alert-receiver';
import { alertsUnsent } from './alerts-unsent';
import { applicationOverQuota } from './application-over-quota';
import { autoscalerForeignNodes } from './autoscaler-foreign-nodes';
import { autoscalerTaint } from './autoscaler-taint';
import { balancerUnreached } from './balancer-unreached';
import { bgpAsn } from './bgp-asn';
import { certificateHost } from './certificate-host';
import { certificateRenewal } from './certificate-renewal';
import { certificateUnreadable } from './certificate-unreadable';
import { cgroupV1 } from './cgroup-v1';
import { cidrMalformed } from './cidr-malformed';
import { cidrOverlap } from './cidr-overlap';
import { clusterNotOurs } from './cluster-not-ours';
import { clusterWithoutDns } from './cluster-without-dns';
import { componentValue } from './component-value';
import { configSpace } from './config-space';
import { containerRuntimeApi } from './container-runtime-api';
import { containerdPackage } from './containerd-package';
import { containerdVersion } from './containerd-version';
import { controlPlaneSize } from './control-plane-size';
import { dataDisk } from './data-disk';
import { defaultStorageClass } from './default-storage-class';
import { deferredInFiles } from './deferred-in-files';
import { deferredUnknown } from './deferred-unknown';
import { directoryUrl } from './directory-url';
import { dnsRecord } from './dns-record';
import { dnsServer } from './dns-server';
import { dnsZone } from './dns-zone';
import { downloadUnverified } from './download-unverified';
import { duplicateId } from './duplicate-id';
import { etcdBackup } from './etcd-backup';
import { etcdBackupMissing } from './etcd-backup-missing';
import { etcdSize } from './etcd-size';
import { flavorsUnknown } from './flavors-unknown';
import { gatewayDomain } from './gateway-domain';
import { gatewayEndpoint } from './gateway-endpoint';
import { gatewayPool } from './gateway-pool';
import { gatewayUnbalanced } from './gateway-unbalanced';
import { groupAddresses } from './group-addresses';
import { groupReserved } from './group-reserved';
import { hardeningException } from './hardening-exception';
import { hardeningReason } from './hardening-reason';
import { hostArchitecture } from './host-architecture';
import { hostConfigConflict } from './host-config-conflict';
import { hostFileReference } from './host-file-reference';
import { hostKernel } from './host-kernel';
import { hostMinimum } from './host-minimum';
import { hostNameTaken } from './host-name-taken';
import { hostPart } from './host-part';
import { hostPortUnsupported } from './host-port-unsupported';
import { hostShared } from './host-shared';
import { hostUser } from './host-user';
import { imageProjectName } from './image-project-name';
import { imageTag } from './image-tag';
import { inventoryFile } from './inventory-file';
import { inventoryHost } from './inventory-host';
import { inventoryRole } from './inventory-role';
import { ipsecKeyId } from './ipsec-key-id';
import { kubeProxyIpvs } from './kube-proxy-ipvs';
import { kubeProxyNftables } from './kube-proxy-nftables';
import { kubeletUnverified } from './kubelet-unverified';
import { kubernetesEndOfLife } from './kubernetes-end-of-life';
import { kubernetesVersion } from './kubernetes-version';
import { kubernetesVersionSkip } from './kubernetes-version-skip';
import { labelInvalid } from './label-invalid';
import { logPath } from './log-path';
import { logRetention } from './log-retention';
import { machineImage } from './machine-image';
import { machineType } from './machine-type';
import { metricRetention } from './metric-retention';
import { nameInvalid } from './name-invalid';
import { namespaceReserved } from './namespace-reserved';
import { nfsExport } from './nfs-export';
import { nodeFailureTime } from './node-failure-time';
import { nodePodRange } from './node-pod-range';
import { objectHomeless } from './object-homeless';
import { objectTwice } from './object-twice';
import { objectUnrenderable } from './object-unrenderable';
import { orderCycle } from './order-cycle';
import { packageRepository } from './package-repository';
import { podNetworkEncryption } from './pod-network-encryption';
import { podNetworkExperimental } from './pod-network-experimental';
import { podNetworkSubnets } from './pod-network-subnets';
import { podNetworkVersion } from './pod-network-version';
import { podRangeSize } from './pod-range-size';
import { policyUnenforced } from './policy-unenforced';
import { poolExhausted } from './pool-exhausted';
import { poolNotScaled } from './pool-not-scaled';
import { poolSiteUnlinked } from './pool-site-unlinked';
import { poolWithoutNodes } from './pool-without-nodes';
import { portNumber } from './port-number';
import { portTaken } from './port-taken';
import { providerLacks } from './provider-lacks';
import { quotaOverCapacity } from './quota-over-capacity';
import { quotaValue } from './quota-value';
import { referenceInIdentity } from './reference-in-identity';
import { regionUnknown } from './region-unknown';
import { registryUpstream } from './registry-upstream';
import { registryUrl } from './registry-url';
import { replicaCount } from './replica-count';
import { rolloutOverQuota } from './rollout-over-quota';
import { routeCluster } from './route-cluster';
import { routeDomain } from './route-domain';
import { routePath } from './route-path';
import { routeTaken } from './route-taken';
import { scheduleMalformed } from './schedule-malformed';
import { scrapeTarget } from './scrape-target';
import { secretForm } from './secret-form';
import { secretInline } from './secret-inline';
import { secretPlainText } from './secret-plain-text';
import { secretUndelivered } from './secret-undelivered';
import { securityGroupCount } from './security-group-count';
import { serviceConflict } from './service-conflict';
import { serviceElsewhere } from './service-elsewhere';
import { serviceProxy } from './service-proxy';
import { signInDirectory } from './sign-in-directory';
import { signInUntrusted } from './sign-in-untrusted';
import { singleMaster } from './single-master';
import { singleReplica } from './single-replica';
import { siteLink } from './site-link';
import { siteRangeShared } from './site-range-shared';
import { siteZone } from './site-zone';
import { softwareSource } from './software-source';
import { storageNotShared } from './storage-not-shared';
import { tenantDomain } from './tenant-domain';
import { timeServer } from './time-server';
import { unknownRequirement } from './unknown-requirement';
import { userDataSize } from './user-data-size';
import { virtualRouterId } from './virtual-router-id';
import type { Rule } from './rule';

/** All rules, in order of their ids. What each is for stands in docs/rules.md. */
export const RULES: readonly Rule[] = [
  ...Object.values(acknowledgementRules),
  accessSiteWide,
  accessUnnamed,
  acmeEmail,
  addressMalformed,
  addressOutside,
  addressTaken,
  alertReceiver,
  alertsUnsent,
  applicationOverQuota,
  autoscalerForeignNodes,
  autoscalerTaint,
  balancerUnreached,
  bgpAsn,
  certificateHost,
  certificateRenewal,
  certificateUnreadable,
  cgroupV1,
  cidrMalformed,
  cidrOverlap,
  clusterNotOurs,
  clusterWithoutDns,
  componentValue,
  configSpace,
  containerRuntimeApi,
  containerdPackage,
  containerdVersion,
  controlPlaneSize,
  dataDisk,
  defaultStorageClass,
  deferredInFiles,
  deferredUnknown,
  directoryUrl,
  dnsRecord,
  dnsServer,
  dnsZone,
  downloadUnverified,
  duplicateId,
  etcdBackup,
  etcdBackupMissing,
  etcdSize,
  flavorsUnknown,
  gatewayDomain,
  gatewayEndpoint,
  gatewayPool,
  gatewayUnbalanced,
  groupAddresses,
  groupReserved,
  hardeningException,
  hardeningReason,
  hostArchitecture,
  hostConfigConflict,
  hostFileReference,
  hostKernel,
  hostMinimum,
  hostNameTaken,
  hostPart,
  hostPortUnsupported,
  hostShared,
  hostUser,
  imageProjectName,
  imageTag,
  inventoryFile,
  inventoryHost,
  inventoryRole,
  ipsecKeyId,
  kubeProxyIpvs,
  kubeProxyNftables,
  kubeletUnverified,
  kubernetesEndOfLife,
  kubernetesVersion,
  kubernetesVersionSkip,
  labelInvalid,
  logPath,
  logRetention,
  machineImage,
  machineType,
  metricRetention,
  nameInvalid,
  namespaceReserved,
  nfsExport,
  nodeFailureTime,
  nodePodRange,
  objectHomeless,
  objectTwice,
  objectUnrenderable,
  orderCycle,
  packageRepository,
  podNetworkEncryption,
  podNetworkExperimental,
  podNetworkSubnets,
  podNetworkVersion,
  podRangeSize,
  policyUnenforced,
  poolExhausted,
  poolNotScaled,
  poolSiteUnlinked,
  poolWithoutNodes,
  portNumber,
  portTaken,
  providerLacks,
  quotaOverCapacity,
  quotaValue,
  referenceInIdentity,
  regionUnknown,
  registryUpstream,
  registryUrl,
  replicaCount,
  rolloutOverQuota,
  routeCluster,
  routeDomain,
  routePath,
  routeTaken,
  scheduleMalformed,
  scrapeTarget,
  secretForm,
  secretInline,
  secretPlainText,
  secretUndelivered,
  securityGroupCount,
  serviceConflict,
  serviceElsewhere,
  serviceProxy,
  signInDirectory,
  signInUntrusted,
  singleMaster,
  singleReplica,
  siteLink,
  siteRangeShared,
  siteZone,
  softwareSource,
  storageNotShared,
  tenantDomain,
  timeServer,
  unknownRequirement,
  userDataSize,
  virtualRouterId,
];
