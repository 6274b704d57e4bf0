import { referencesIn } from '../core/reference';
import type { Reference } from '../core/reference';

/** The value that a reference stands for, or undefined where it is not a secret's: such references stay. */
export type SecretLookup = (reference: Reference) => string | undefined;

/** A reference; with the blanks before it where it stands alone on its line, so that a text of several lines keeps them. */
const REFERENCE = /^([ \t]+)(\$\{ref\[[^\]\n]+\]\})$|\$\{ref\[[^\]\n]+\]\}/gm;

/** The text with the values of secrets in place of their references. */
export function fillText(text: string, lookup: SecretLookup): string {
  if (!text.includes('${ref[')) return text;
  return text.replace(REFERENCE, (whole, blanks: string | undefined) => {
    const [reference] = referencesIn(whole);
    const value = reference && lookup(reference);
    if (value === undefined) return whole;
    return blanks === undefined ? value : blanks + value.trimEnd().replaceAll('\n', `\n${blanks}`);
  });
}

/** Plain data with the values of secrets in place of their references, in every string. */
export function fillData<T>(value: T, lookup: SecretLookup): T {
  if (typeof value === 'string') return fillText(value, lookup) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => fillData(item, lookup)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillData(item as unknown, lookup)])) as T;
}
