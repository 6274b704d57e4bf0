import type { IConstruct } from 'constructs';
import { report } from '../core/finding';

/** The number of replicas that was asked for. Reported as `replica-count` where it is not a whole number from 1. */
export function takeReplicas(at: IConstruct, wanted: number): number {
  if (Number.isInteger(wanted) && wanted >= 1) return wanted;
  report(at, {
    rule: 'replica-count',
    message: `There cannot be ${wanted} replicas.`,
    remedy: 'Ask for a whole number, 1 or more.',
  });
  return 1;
}

/** The same for members that vote: with an even number one more may fail than with one less, but not one more be lost. */
export function takeMembers(at: IConstruct, wanted: number): number {
  const members = takeReplicas(at, wanted);
  if (members % 2 === 1) return members;
  report(at, {
    rule: 'replica-count',
    message: `${members} replicas elect a leader by majority: they survive the loss of no more than ${members - 1} do.`,
    remedy: `Ask for an odd number: ${members - 1} or ${members + 1}.`,
  });
  return members;
}
