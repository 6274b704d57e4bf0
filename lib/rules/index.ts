import { acknowledgementRules } from './acknowledgement-faults';
import { addressMalformed } from './address-malformed';
import { addressOutside } from './address-outside';
import { addressTaken } from './address-taken';
import { cidrMalformed } from './cidr-malformed';
import { cidrOverlap } from './cidr-overlap';
import { clusterNotOurs } from './cluster-not-ours';
import { controlPlaneSize } from './control-plane-size';
import { defaultStorageClass } from './default-storage-class';
import { deferredInFiles } from './deferred-in-files';
import { deferredUnknown } from './deferred-unknown';
import { duplicateId } from './duplicate-id';
import { etcdSize } from './etcd-size';
import { hostArchitecture } from './host-architecture';
import { hostConfigConflict } from './host-config-conflict';
import { hostKernel } from './host-kernel';
import { hostMinimum } from './host-minimum';
import { hostNameTaken } from './host-name-taken';
import { hostShared } from './host-shared';
import { imageTag } from './image-tag';
import { inventoryFile } from './inventory-file';
import { inventoryHost } from './inventory-host';
import { inventoryRole } from './inventory-role';
import { kubeProxyIpvs } from './kube-proxy-ipvs';
import { kubernetesEndOfLife } from './kubernetes-end-of-life';
import { kubernetesVersion } from './kubernetes-version';
import { labelInvalid } from './label-invalid';
import { machineType } from './machine-type';
import { nameInvalid } from './name-invalid';
import { objectTwice } from './object-twice';
import { objectUnrenderable } from './object-unrenderable';
import { orderCycle } from './order-cycle';
import { podRangeSize } from './pod-range-size';
import { policyUnenforced } from './policy-unenforced';
import { poolExhausted } from './pool-exhausted';
import { poolWithoutNodes } from './pool-without-nodes';
import { portTaken } from './port-taken';
import { providerLacks } from './provider-lacks';
import { referenceInIdentity } from './reference-in-identity';
import { secretPlainText } from './secret-plain-text';
import { serviceProxy } from './service-proxy';
import { singleMaster } from './single-master';
import { unknownRequirement } from './unknown-requirement';
import { virtualRouterId } from './virtual-router-id';
import type { Rule } from './rule';

/** All rules, in order of their ids. What each is for stands in docs/rules.md. */
export const RULES: readonly Rule[] = [
  ...Object.values(acknowledgementRules),
  addressMalformed,
  addressOutside,
  addressTaken,
  cidrMalformed,
  cidrOverlap,
  clusterNotOurs,
  controlPlaneSize,
  defaultStorageClass,
  deferredInFiles,
  deferredUnknown,
  duplicateId,
  etcdSize,
  hostArchitecture,
  hostConfigConflict,
  hostKernel,
  hostMinimum,
  hostNameTaken,
  hostShared,
  imageTag,
  inventoryFile,
  inventoryHost,
  inventoryRole,
  kubeProxyIpvs,
  kubernetesEndOfLife,
  kubernetesVersion,
  labelInvalid,
  machineType,
  nameInvalid,
  objectTwice,
  objectUnrenderable,
  orderCycle,
  podRangeSize,
  policyUnenforced,
  poolExhausted,
  poolWithoutNodes,
  portTaken,
  providerLacks,
  referenceInIdentity,
  secretPlainText,
  serviceProxy,
  singleMaster,
  unknownRequirement,
  virtualRouterId,
];
