import { nearest } from '../../core/closest';
import type { Fault } from '../../core/finding';

/** A region of a cloud that the list of its provider does not have yet. Where it has it, its name alone will do. */
export class Region {
  private constructor(public readonly name: string) {}

  /** A region that the cloud opened after the list was made. Only its form is checked then. @param name as the cloud writes it */
  public static unlisted(name: string): Region {
    return new Region(name);
  }
}

/** The regions of a cloud on a day. */
export interface RegionList {
  /** Day of the newest source, `YYYY-MM-DD`. */
  readonly date: string;
  readonly regions: readonly string[];
  /** As the provider is called in sentences: `AWS`. */
  readonly cloud: string;
  /** What a name looks like; new ones too. */
  readonly form: RegExp;
  /** One that everybody knows, to show the form. */
  readonly example: string;
}

/** So many names are said; more are no help. */
const MOST = 3;

/** The name of a region, and what is wrong with it: `region-unknown`. */
export function settleRegion(wanted: string | Region, list: RegionList): { region: string; faults: readonly Fault[] } {
  // A program that is not type-checked may hand over nothing at all.
  const region = wanted instanceof Region ? wanted.name : String(wanted);
  const isKnown = list.regions.includes(region);
  if (isKnown || (wanted instanceof Region && list.form.test(region))) return { region, faults: [] };
  return { region, faults: [unknown(region, list)] };
}

function unknown(region: string, { cloud, date, regions, form, example }: RegionList): Fault {
  const near = namesLike(region, regions).slice(0, MOST);
  const meant = near.length === 0 ? `Write it as ${cloud} does, e.g. "${example}".` : `Did you mean ${anyOf(near)}?`;
  const newer = form.test(region)
    ? ` If ${cloud} has opened it since, write region: Region.unlisted("${region}").`
    : '';
  return {
    rule: 'region-unknown',
    message: `${cloud} has no region "${region}" among the ${regions.length} that it had on ${date}.`,
    remedy: `${meant}${newer}`,
  };
}

/** By what was mistyped; else those with that word, as where somebody writes the name of a city alone. */
function namesLike(text: string, regions: readonly string[]): readonly string[] {
  const near = nearest(text, regions);
  return near.length > 0 ? near : regions.filter((region) => region.split('-').includes(text.toLowerCase()));
}

function anyOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
