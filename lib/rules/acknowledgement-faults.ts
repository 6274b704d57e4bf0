import type { Acknowledgement } from '../core/acknowledgement';
import { findingOf } from '../core/finding';
import type { Finding } from '../core/finding';
import { closest } from '../core/closest';
import type { Rule } from './rule';

/** An acknowledgement that names no rule, is of an error, holds nothing, or has run out. */
export const acknowledgementRules = {
  unknown: {
    id: 'acknowledgement-unknown-rule',
    severity: 'error',
    title: 'An acknowledgement names a rule that exists',
  },
  refused: {
    id: 'acknowledgement-of-error',
    severity: 'error',
    title: 'Only warnings are acknowledged: an error stops output whatever is said about it',
  },
  expired: {
    id: 'acknowledgement-expired',
    severity: 'error',
    title: 'An acknowledgement is renewed or removed when its day has passed',
  },
  unused: {
    id: 'acknowledgement-unused',
    severity: 'warning',
    title: 'An acknowledgement covers a warning that is there',
  },
} as const satisfies Record<string, Rule>;

/** The findings about acknowledgements themselves. */
export function acknowledgementFaults(
  acknowledgements: readonly Acknowledgement[],
  used: ReadonlySet<Acknowledgement>,
  rules: ReadonlyMap<string, Rule>,
  today: string,
): Finding[] {
  return acknowledgements.flatMap((one) => {
    const fault = faultOf(one, used.has(one), rules, today);
    if (fault === undefined) return [];
    const { rule, message, remedy } = fault;
    return [findingOf({ at: one.at, fault: { rule: rule.id, message, remedy } }, rule.severity)];
  });
}

function faultOf(
  { rule, expires, reason }: Acknowledgement,
  used: boolean,
  rules: ReadonlyMap<string, Rule>,
  today: string,
) {
  const known = rules.get(rule);
  if (known === undefined) {
    const near = closest(rule, [...rules.keys()]);
    return {
      rule: acknowledgementRules.unknown,
      message: `The acknowledgement names the rule "${rule}", which does not exist.`,
      remedy:
        near === undefined
          ? 'Rules and their ids are listed in docs/rules.md.'
          : `Did you mean "${near}"? All ids are listed in docs/rules.md.`,
    };
  }
  if (known.severity === 'error')
    return {
      rule: acknowledgementRules.refused,
      message: `"${rule}" is an error and cannot be acknowledged.`,
      remedy: 'Mend what it found, and remove the acknowledgement.',
    };
  if (expires !== undefined && today > expires)
    return {
      rule: acknowledgementRules.expired,
      message: `The acknowledgement of "${rule}" (${reason}) expired on ${expires}.`,
      remedy: 'Mend what it covers, or decide again and give it a new day.',
    };
  if (!used)
    return {
      rule: acknowledgementRules.unused,
      message: `Nothing here is found by "${rule}" any more, so its acknowledgement covers nothing.`,
      remedy: 'Remove it, so that it does not hide the next one.',
    };
  return undefined;
}
