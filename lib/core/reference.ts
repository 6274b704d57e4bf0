/**
 * Symbolic references: strings that stand in the tree, in manifests and in host files for a value that is not known there.
 * They survive cdk8s, template strings, config files, JSON patches and sorting, and are substituted behind the Plan.
 */
const REFERENCE = /\$\{ref\[([^\]#]+)#([A-Za-z0-9_.-]+)\]\}/g;

/** Ids of constructs may have in them what would end the path too early. */
const escapePath = (path: string) => path.replace(/[%#\]\n]/g, encodeURIComponent);
const readPath = (escaped: string) => escaped.replace(/%(?:25|23|5D|0A)/g, decodeURIComponent);

/** One reference: the construct that has the value, and which of its values. */
export interface Reference {
  readonly path: string;
  readonly attribute: string;
}

/** The string that stands for a value of the construct with this path. */
export function referenceTo(path: string, attribute: string): string {
  return `\${ref[${escapePath(path)}#${attribute}]}`;
}

/** All references in a text, in order. */
export function referencesIn(text: string): readonly Reference[] {
  if (!text.includes('${ref[')) return [];
  return [...text.matchAll(REFERENCE)].map(([, path = '', attribute = '']) => ({ path: readPath(path), attribute }));
}

/** The text with every reference replaced by what `resolve` gives for it. */
export function substitute(text: string, resolve: (reference: Reference) => string): string {
  return text.replace(REFERENCE, (_, path: string, attribute: string) => resolve({ path: readPath(path), attribute }));
}

/** Calls `visit` for every string in plain data, with the keys and positions that lead to it. Keys are not visited. */
export function visitStrings(
  value: unknown,
  visit: (text: string, at: readonly string[]) => void,
  at: readonly string[] = [],
): void {
  if (typeof value === 'string') visit(value, at);
  else if (Array.isArray(value)) value.forEach((item, n) => visitStrings(item, visit, [...at, String(n)]));
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) visitStrings(item, visit, [...at, key]);
}

/** A reference as one text, for sets and maps: `dc1/main/pki/ca#key`. */
export function referenceKey({ path, attribute }: Reference): string {
  return `${path}#${attribute}`;
}

/** The keys of all references in plain data, each once, in order. */
export function referenceKeysOf(data: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  visitStrings(data, (text) => {
    for (const reference of referencesIn(text)) keys.add(referenceKey(reference));
  });
  return keys;
}
