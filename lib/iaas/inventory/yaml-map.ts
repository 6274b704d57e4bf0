import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, LineCounter, Node, Pair } from 'yaml';
import type { SourcePosition } from '../../core/source';

/** A YAML file while it is read: its document, and where things stand in it. */
export interface YamlSource {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** A value of a map, and where its key stands. */
export interface YamlField {
  readonly key: string;
  readonly value: Node | null;
  readonly source: SourcePosition;
}

/** Merges within merges; a map that merges itself has to end somewhere. */
const MAX_DEPTH = 8;

/** Where a node stands. */
export function positionOf({ file, lines }: YamlSource, node: Node | null | undefined): SourcePosition {
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

/** The node itself, or the one that an alias (`*name`) stands for. */
export function resolved({ document }: YamlSource, node: unknown): Node | null {
  if (isAlias(node)) return (node.resolve(document) as Node | undefined) ?? null;
  return (node as Node | undefined) ?? null;
}

/**
 * The fields of a map, those of its merge keys (`<<: *defaults`) behind its own: the first of a name counts. Undefined where
 * the node is no map.
 */
export function fieldsOf(from: YamlSource, node: Node | null, depth = 0): YamlField[] | undefined {
  const map = resolved(from, node);
  if (!isMap(map)) return undefined;
  const own: YamlField[] = [];
  const merged: YamlField[] = [];
  for (const { key, value } of map.items as Pair<unknown, Node | null>[]) {
    const name = isScalar(key) ? String(key.value) : '';
    if (name === '<<' && depth < MAX_DEPTH) {
      const whole = resolved(from, value);
      for (const one of isSeq(whole) ? whole.items : [value])
        merged.push(...(fieldsOf(from, one as Node | null, depth + 1) ?? []));
    } else own.push({ key: name, value: resolved(from, value), source: positionOf(from, key as Node) });
  }
  return [...own, ...merged];
}

/** The items of a list; undefined where the node is no list. */
export function itemsOf(from: YamlSource, node: Node | null): (Node | null)[] | undefined {
  const list = resolved(from, node);
  return isSeq(list) ? list.items.map((item) => resolved(from, item)) : undefined;
}

/** The text of a scalar as it is written, so that `6.10` stays what it is; undefined where the node is no scalar or empty. */
export function textOf(node: Node | null): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** What a node is, for messages. */
export function kindOf(node: Node | null): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  const text = textOf(node);
  return text === undefined ? 'nothing' : `"${text}"`;
}
