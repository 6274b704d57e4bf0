import type { Fault } from '../../core/finding';

/** What the zones of a cloud are called. */
export interface ZoneNames {
  /** As the provider is called: `aws`. */
  readonly provider: string;
  /** What one is, as it follows "is not": `the letter of a zone`. */
  readonly wanted: string;
  readonly form: RegExp;
  /** How one is written. */
  readonly remedy: string;
  /** Those that are taken where none is named. */
  readonly usual: readonly string[];
}

/** The zones that a provider is told, each once, and what is wrong with them: `site-zone`. */
export function settleZoneNames(
  given: readonly string[] | undefined,
  { provider, wanted, form, remedy, usual }: ZoneNames,
): { readonly zones: readonly string[]; readonly faults: readonly Fault[] } {
  if (given === undefined) return { zones: usual, faults: [] };
  const fault = (message: string, remedy: string): Fault => ({ rule: 'site-zone', message, remedy });
  if (given.length === 0)
    return {
      zones: usual,
      faults: [
        fault(
          `Provider "${provider}" is given an empty list of zones.`,
          `Name at least one, or leave \`zones\` out to have ${usual.map((zone) => `"${zone}"`).join(', ')}.`,
        ),
      ],
    };
  const unique = [...new Set(given)];
  const sound = unique.filter((zone) => form.test(zone));
  const twice = unique.filter((zone) => given.indexOf(zone) !== given.lastIndexOf(zone));
  return {
    zones: sound.length > 0 ? sound : usual,
    faults: [
      ...unique
        .filter((zone) => !form.test(zone))
        .map((zone) => fault(`"${zone}" is not ${wanted} of provider "${provider}".`, remedy)),
      ...twice.map((zone) =>
        fault(`Provider "${provider}" is given the zone "${zone}" more than once.`, 'Name each zone once in `zones`.'),
      ),
    ],
  };
}
