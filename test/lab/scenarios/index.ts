import type { Scenario } from '../scenario';
import { addedWorker } from './added-worker';
import { anyOrder } from './any-order';
import { badNetwork } from './bad-network';
import { benchmark } from './benchmark';
import { cutOffMaster, deafMaster } from './cut-off-master';
import { darkStart } from './dark-start';
import { deadWorker } from './dead-worker';
import { dedicatedEtcd } from './dedicated-etcd';
import { fullEtcd } from './full-etcd';
import { isolatedMajority, isolatedMember } from './isolated-members';
import { killedInitializer } from './killed-initializer';
import { killedStages } from './killed-stages';
import { powerCut } from './power-cut';
import { renewedCertificates } from './renewed-certificates';
import { restoredSnapshot } from './restored-snapshot';
import { scriptOverSsh } from './script-over-ssh';
import { tornFiles } from './torn-files';
import { upgrade } from './upgrade';
import { virtualAddress } from './virtual-address';
import { wipedMaster } from './wiped-master';
import { zombieLock } from './zombie-lock';

/** All scenarios, in the order in which they are played: those that need a running platform use the one before them. */
export function scenarios(seed: number): readonly Scenario[] {
  return [
    dedicatedEtcd,
    killedInitializer,
    zombieLock,
    badNetwork,
    killedStages,
    anyOrder(seed),
    anyOrder(seed + 1),
    anyOrder(seed + 2),
    benchmark,
    virtualAddress,
    wipedMaster,
    deadWorker,
    powerCut,
    cutOffMaster,
    deafMaster,
    addedWorker,
    scriptOverSsh,
    tornFiles,
    darkStart(seed),
    isolatedMember,
    renewedCertificates,
    restoredSnapshot,
    isolatedMajority,
    fullEtcd,
    upgrade,
  ];
}

/** What every change is tried with. */
export const QUICK: readonly string[] = ['a', 'c', 'e', 'i'];
